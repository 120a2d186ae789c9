namespace Holdfast.Logs;

/// <summary>
/// A log that orders first: proposals are appended undecided, and every reader decides them with the same function.
/// </summary>
internal abstract class OrderedLog : Log
{
    /// <summary>Appends one record.</summary>
    /// <returns>
    /// The position after it. When this returns, the record has its place in the order and can be read.
    /// </returns>
    public abstract ValueTask<LogPosition> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken token);

    /// <summary>Gives a tail that is at or behind everything appended, by anybody, before the call.</summary>
    public abstract ValueTask<LogPosition> SyncTailAsync(CancellationToken token);
}
