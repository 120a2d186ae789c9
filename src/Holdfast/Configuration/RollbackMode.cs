namespace Holdfast.Configuration;

/// <summary>How a rollback goes back to the values of an earlier version. Either way it is a new version.</summary>
public enum RollbackMode
{
    /// <summary>The values become those of the version; keys added since are removed.</summary>
    Exact = 0,

    /// <summary>The members of the version are set again; keys added since stay.</summary>
    Merge = 1,
}
