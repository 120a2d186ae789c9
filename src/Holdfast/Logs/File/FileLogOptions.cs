using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File;

/// <summary>
/// Says how a folder store is opened. When one process opens a folder several times, the first options hold.
/// </summary>
internal sealed record FileLogOptions
{
    /// <summary>How much history each namespace keeps.</summary>
    public Retention Retention { get; init; } = new();

    /// <summary>The clock for times that are stored, and for retention by age.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether a file system that is not on the list may be used when it passes the self-test.</summary>
    public bool AllowUnknownFileSystem { get; init; }

    /// <summary>Bytes of a namespace's first segment. At least 4 KiB.</summary>
    public int FirstSegmentBytes { get; init; } = 64 << 10;

    /// <summary>Bytes up to which segments double.</summary>
    public int MaxSegmentBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of records after which a checkpoint is due, if the newest one is not larger.</summary>
    public long MinCheckpointBytes { get; init; } = 1 << 20;

    /// <summary>How long opening waits for a process that is just opening or closing the store.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Is told each change of the files; for tests of crashes.</summary>
    public IDiskObserver? Observer { get; init; }

    /// <summary>Stands for the machine's start and the identity of `live`; for tests of power losses.</summary>
    public Func<LiveIdentity>? Identity { get; init; }
}
