using Holdfast.Errors;

namespace Holdfast.Logs.Memory;

/// <summary>The records and checkpoints of one log in memory; a position is the number of records before it.</summary>
/// <remarks>Threads. Any: one lock around the lists, never held while a visitor or a callback runs.</remarks>
internal sealed class MemoryRecords
{
    // Below this, a checkpoint would cost more than the records that it lets go.
    private const long CheckpointBytes = 1L << 20;

    private readonly object _lock = new();
    private readonly List<byte[]> _records = [];
    private readonly List<MemoryCheckpoint> _checkpoints = [];
    private readonly Retention _retention;
    private readonly string _name;
    private long _trimmed;
    private long _tail;
    private long _totalBytes;
    private long _bytesSinceCheckpoint;
    private int _isCheckpointing;

    public MemoryRecords(string name, Retention retention) => (_name, _retention) = (name, retention);

    public LogPosition Tail => new(Volatile.Read(ref _tail));

    public LogPosition Oldest => new(Volatile.Read(ref _trimmed));

    /// <summary>Adds records in one step.</summary>
    public LogPosition Add(List<byte[]> payloads)
    {
        lock (_lock)
        {
            foreach (byte[] payload in payloads)
            {
                _records.Add(payload);
                _totalBytes += payload.Length;
                _bytesSinceCheckpoint += payload.Length;
            }

            Volatile.Write(ref _tail, _trimmed + _records.Count);
            return Tail;
        }
    }

    public LogPosition Read(LogPosition from, RecordVisitor visitor)
    {
        LogPosition end = Tail;
        LogPosition at = from;
        while (at < end)
        {
            var next = new LogPosition(at.Number + 1);
            if (!visitor(Get(at), next))
            {
                return next;
            }

            at = next;
        }

        return at;
    }

    public LogPosition Locate(long revision)
    {
        long oldest = OldestRevision;
        if (revision < oldest)
        {
            throw Trimmed(oldest);
        }

        lock (_lock)
        {
            // Proposals carry no revision, so the nearest checkpoint is as near as every kind of log can tell.
            MemoryCheckpoint? nearest = _checkpoints.FindLast(kept => kept.Revision < revision);
            return nearest?.Position ?? new LogPosition(_trimmed);
        }
    }

    public long OldestRevision
    {
        get
        {
            lock (_lock)
            {
                return _trimmed == 0 ? 1 : _checkpoints[0].Revision + 1;
            }
        }
    }

    public Checkpoint? OpenCheckpoint(long atOrBelow)
    {
        lock (_lock)
        {
            return _checkpoints.FindLast(kept => kept.Revision <= atOrBelow)?.Open();
        }
    }

    public void SaveCheckpoint(MemoryCheckpoint checkpoint)
    {
        lock (_lock)
        {
            if (_checkpoints.Count > 0 && _checkpoints[^1].Revision >= checkpoint.Revision)
            {
                return;
            }

            _checkpoints.Add(checkpoint);
            _bytesSinceCheckpoint = 0;
            Trim();
        }
    }

    /// <summary>Runs the callback on a thread of the pool when a checkpoint is due and none is being made.</summary>
    public void RaiseCheckpointDue(Action? callback)
    {
        long due = Math.Max(CheckpointBytes, _retention.Bytes / 4);
        if (callback is null || Volatile.Read(ref _bytesSinceCheckpoint) < due
            || Interlocked.Exchange(ref _isCheckpointing, 1) == 1)
        {
            return;
        }

        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                callback();
            }
            finally
            {
                Volatile.Write(ref _isCheckpointing, 0);
            }
        });
    }

    /// <summary>Lets records below a checkpoint go when all that retention wants to keep lies behind it.</summary>
    private void Trim()
    {
        while (_checkpoints.Count > 1 && MayForget(_checkpoints[1]))
        {
            int count = (int)(_checkpoints[1].Position.Number - _trimmed);
            for (int index = 0; index < count; index++)
            {
                _totalBytes -= _records[index].Length;
            }

            _records.RemoveRange(0, count);
            Volatile.Write(ref _trimmed, _checkpoints[1].Position.Number);
            _checkpoints.RemoveAt(0);
        }
    }

    private bool MayForget(MemoryCheckpoint below)
    {
        int count = (int)(below.Position.Number - _trimmed);
        long bytes = 0;
        for (int index = 0; index < count; index++)
        {
            bytes += _records[index].Length;
        }

        bool isBeyondBytes = _totalBytes - bytes >= _retention.Bytes;
        bool isBeyondCount = _records.Count - count >= (_retention.Commits ?? 0);
        return isBeyondBytes && isBeyondCount;
    }

    private byte[] Get(LogPosition position)
    {
        lock (_lock)
        {
            return position.Number >= _trimmed
                ? _records[(int)(position.Number - _trimmed)]
                : throw Trimmed(_checkpoints[0].Revision + 1);
        }
    }

    private HoldfastOperationException Trimmed(long oldest) => new(
        ErrorCode.TrimmedRevision,
        $"The history of '{_name}' is kept from revision {oldest} on; begin there or later.");
}
