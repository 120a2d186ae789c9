namespace Holdfast.Lifecycle.Resources;

/// <summary>What the caller of a close expects of it.</summary>
public enum CloseRule
{
    /// <summary>One of any number of closes.</summary>
    Plain,

    /// <summary>It is the final one; otherwise an exception says so, and the close stands nevertheless.</summary>
    MustBeFinal,

    /// <summary>
    /// Perhaps it is not open at all, which is fine; for callbacks that may run when the open never happened.
    /// </summary>
    MayBeUnopened,
}
