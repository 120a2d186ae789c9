namespace Holdfast.Configuration;

/// <summary>To what a configuration is reset. Either way it is a new version.</summary>
public enum ResetTarget
{
    /// <summary>To the values with which it was registered.</summary>
    Registered = 0,

    /// <summary>To no values at all.</summary>
    Empty = 1,
}
