using System.Text.Json;

namespace Holdfast;

/// <summary>Says how a store is opened.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record StoreOptions
{
    /// <summary>What a commit survives when its call returns, unless it asks for something else. Default: Process.</summary>
    public Durability Durability { get; init; }

    /// <summary>How much history each namespace keeps. The process that trims goes by its own. Default: 256 MiB.</summary>
    public Retention Retention { get; init; } = new();

    /// <summary>On whose behalf commits are made, unless they say it. Default: the user who runs the process.</summary>
    public string Author { get; init; } = Environment.UserName;

    /// <summary>How often an atomic function may run before its conflict is reported.</summary>
    /// <remarks>Units. 1 or more; default 32. From the fourth try on it has the namespace's turn.</remarks>
    public int MaxAttempts { get; init; } = 32;

    /// <summary>How long a commit waits for the right to write before it is a time-out. Default: without end.</summary>
    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>How .NET objects become JSON and back; null: the defaults of System.Text.Json.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>The clock for commit times.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether to open a folder on a file system that is not known to have working locks and shared mappings; a self-test
    /// then has to pass. Default: no.
    /// </summary>
    public bool AllowsUnknownFileSystem { get; init; }
}
