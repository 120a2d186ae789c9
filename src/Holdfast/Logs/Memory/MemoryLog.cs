using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Logs.Memory;

/// <summary>A log in memory that decides before it appends.</summary>
/// <remarks>One process has it, so the writer lock and the turn between processes are always free.</remarks>
internal sealed class MemoryLog : LocalLog
{
    private readonly MemoryRecords _records;
    private volatile Exception? _fault;

    public MemoryLog(string name, Retention retention) => (Name, _records) = (name, new MemoryRecords(name, retention));

    public override string Name { get; }

    public override LogPosition Tail => _records.Tail;

    public override LogPosition Durable => _records.Tail;

    public override long DurableRevision => long.MaxValue;

    public override LogPosition Oldest => _records.Oldest;

    public override Exception? Fault => _fault;

    // Nothing else ends a log in memory.
    public override bool IsRemoved => _fault is not null;

    public override bool IsWatched { get; set; }

    public override bool IsTurnTaken => false;

    public override bool IsWriterBusy => false;

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

    public override void EnterWriter(TimeSpan timeout, CancellationToken token)
    {
        if (_fault is { } fault)
            throw new HoldfastException(ErrorCode.Faulted, fault.Message, fault);
    }

    public override void ExitWriter()
    {
        // Between processes there is nothing to give back.
    }

    public override void Append(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > DocumentLimits.MaxRecordBytes)
        {
            throw new HoldfastException(
                ErrorCode.RecordTooLarge,
                $"A record of {payload.Length} bytes is larger than {DocumentLimits.MaxRecordBytes}; "
                    + "make several commits.");
        }

        _records.Append(payload);
    }

    public override LogPosition Publish()
    {
        LogPosition tail = _records.Publish();
        _records.RaiseCheckpointDue(CheckpointDue);
        return tail;
    }

    public override void Abandon() => _records.Abandon();

    public override void TakeTurn(TimeSpan limit, TimeSpan timeout, CancellationToken token)
    {
        // The turn within the process is the replica's affair.
    }

    public override void ReleaseTurn()
    {
        // As with TakeTurn.
    }

    public override void WaitForTurn(TimeSpan timeout, CancellationToken token)
    {
        // As with TakeTurn.
    }

    /// <summary>Has a checkpoint made, which lets go of old records.</summary>
    internal void Compact() => CheckpointDue?.Invoke();

    internal NamespaceStatus GetStatus() => _records.GetStatus(Name, _fault?.Message);

    /// <summary>Ends the log: it was removed.</summary>
    internal void Remove(Exception cause) => _fault = cause;
}
