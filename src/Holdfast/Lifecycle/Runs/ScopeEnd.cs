namespace Holdfast.Lifecycle.Runs;

/// <summary>How a scope ended.</summary>
internal enum ScopeEnd
{
    /// <summary>By an exception, or in another way that is not a completion.</summary>
    Failed,

    /// <summary>Whole.</summary>
    Completed,
}
