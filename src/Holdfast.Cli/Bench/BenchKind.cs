namespace Holdfast.Cli.Bench;

/// <summary>What the bench measures.</summary>
internal enum BenchKind
{
    /// <summary>Reads of one value.</summary>
    Read,

    /// <summary>Commits of one small value.</summary>
    Commit,

    /// <summary>Atomic functions that read a counter and set it.</summary>
    Atomic,

    /// <summary>Commits at a fixed pace, and how soon watchers in other processes run.</summary>
    Wake,
}
