namespace Holdfast.Logs.File.Checkpoints;

/// <summary>What a decision about trimming depends on, besides the files.</summary>
/// <param name="Tail">The end of the log.</param>
/// <param name="TailRevision">The revision of the last record.</param>
/// <param name="NowMicroseconds">The clock's time.</param>
/// <param name="MinutesSinceAge">Whole minutes, by a clock that cannot be set, since age trimmed last.</param>
internal readonly record struct TrimState(long Tail, long TailRevision, long NowMicroseconds, int MinutesSinceAge);
