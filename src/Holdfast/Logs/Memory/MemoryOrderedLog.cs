using Holdfast.Errors;

namespace Holdfast.Logs.Memory;

/// <summary>
/// A log in memory that orders first, so that what etcd and PostgreSQL need is built and tested without a server.
/// </summary>
internal sealed class MemoryOrderedLog : OrderedLog
{
    private readonly MemoryRecords _records;
    private volatile Exception? _fault;

    public MemoryOrderedLog(string name, Retention retention) =>
        (Name, _records) = (name, new MemoryRecords(name, retention));

    public override string Name { get; }

    public override LogPosition Tail => _records.Tail;

    public override LogPosition Durable => _records.Tail;

    public override long DurableRevision => long.MaxValue;

    public override LogPosition Oldest => _records.Oldest;

    public override Exception? Fault => _fault;

    // Nothing else ends a log in memory.
    public override bool IsRemoved => _fault is not null;

    public override bool IsWatched { get; set; }

    public override long OldestRevision => _records.OldestRevision;

    public override LogPosition Read(LogPosition from, RecordVisitor visitor) => _records.Read(from, visitor);

    public override LogPosition Locate(long revision) => _records.Locate(revision);

    public override Checkpoint? OpenCheckpoint(long atOrBelow) => _records.OpenCheckpoint(atOrBelow);

    public override void SaveCheckpoint(
        long revision, LogPosition position, Action<Stream> document, Action<Stream> companion) =>
        _records.SaveCheckpoint(MemoryCheckpoint.Write(revision, position, document, companion));

    public override Retention? GetRetention() => _records.StoredRetention;

    public override void SetRetention(Retention? retention) => _records.SetRetention(retention);

    public override bool TrySetRetention(Retention retention) => _records.TrySetRetention(retention);

    public override void Flush(LogPosition upTo)
    {
        // Nothing is more durable than the memory itself.
    }

    public override ValueTask FlushAsync(LogPosition upTo, CancellationToken token) => ValueTask.CompletedTask;

    public override ValueTask<LogPosition> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken token)
    {
        if (_fault is { } fault)
            throw new HoldfastException(ErrorCode.Faulted, fault.Message, fault);

        _records.Append(payload.Span);
        LogPosition position = _records.Publish();
        _records.RaiseCheckpointDue(CheckpointDue);
        return ValueTask.FromResult(position);
    }

    public override ValueTask<LogPosition> SyncTailAsync(CancellationToken token) => ValueTask.FromResult(Tail);

    /// <summary>Has a checkpoint made, which lets go of old records.</summary>
    internal void Compact() => CheckpointDue?.Invoke();

    internal NamespaceStatus GetStatus() => _records.GetStatus(Name, _fault?.Message);

    /// <summary>Ends the log: it was removed.</summary>
    internal void Remove(Exception cause) => _fault = cause;
}
