using System.Buffers.Binary;
using Holdfast.Errors;

namespace Holdfast.Logs.Memory;

/// <summary>The records and checkpoints of one log in memory; a position counts bytes.</summary>
/// <remarks>Threads. Any: one lock around the lists, never held while a visitor or a callback runs.</remarks>
internal sealed class MemoryRecords
{
    private const int LengthBytes = sizeof(int);

    // Chunks double up to this; small ones first, so that a small log is small.
    private const int MaxChunkBytes = 1 << 20;
    private const int FirstChunkBytes = 4 << 10;

    // Below this, a checkpoint would cost more than the records that it lets go.
    private const long CheckpointBytes = 1L << 20;

    // A history that is kept whole is there to be read, and nothing is let go at its checkpoints: this many
    // times the bytes of the last checkpoint lie, as records, between two of them.
    private const long RecordsPerCheckpoint = 16;

    private readonly object _lock = new();
    private readonly List<MemoryChunk> _chunks = [];
    private readonly List<MemoryCheckpoint> _checkpoints = [];
    private readonly Retention _defaultRetention;
    private readonly string _name;
    private Retention? _storedRetention;
    private MemoryChunk _last = new(0, FirstChunkBytes);
    private long _oldest;
    private long _tail;
    private long _checkpointed;
    private long _newestBytes;
    private int _isCheckpointing;

    public MemoryRecords(string name, Retention retention)
    {
        (_name, _defaultRetention) = (name, retention);
        _chunks.Add(_last);
    }

    public LogPosition Tail => new(Volatile.Read(ref _tail));

    public LogPosition Oldest => new(Volatile.Read(ref _oldest));

    public long OldestRevision
    {
        get
        {
            lock (_lock)
            {
                return _oldest == 0 ? 1 : _checkpoints[0].Revision + 1;
            }
        }
    }

    /// <summary>What was stored for this log; null: nothing.</summary>
    public Retention? StoredRetention => Volatile.Read(ref _storedRetention);

    private Retention Retention => StoredRetention ?? _defaultRetention;

    public void SetRetention(Retention? retention) => Volatile.Write(ref _storedRetention, retention);

    public bool TrySetRetention(Retention retention) =>
        Interlocked.CompareExchange(ref _storedRetention, retention, null) is null;

    /// <summary>
    /// Adds a record behind the tail; it is visible after <see cref="Publish"/>. One appender at a time.
    /// </summary>
    public void Append(ReadOnlySpan<byte> payload)
    {
        MemoryChunk chunk = Room(LengthBytes + payload.Length);
        Span<byte> free = chunk.Bytes.AsSpan(chunk.Count);
        BinaryPrimitives.WriteInt32LittleEndian(free, payload.Length);
        payload.CopyTo(free[LengthBytes..]);
        chunk.Count += LengthBytes + payload.Length;
    }

    /// <summary>Makes visible what was appended.</summary>
    public LogPosition Publish()
    {
        Volatile.Write(ref _tail, _last.End);
        return Tail;
    }

    /// <summary>Forgets what was appended and not published.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            while (_last.Start > _tail)
            {
                _chunks.RemoveAt(_chunks.Count - 1);
                _last = _chunks[^1];
            }

            _last.Count = (int)(_tail - _last.Start);
        }
    }

    public LogPosition Read(LogPosition from, RecordVisitor visitor)
    {
        long end = Volatile.Read(ref _tail);
        long at = from.Number;
        while (at < end)
        {
            MemoryChunk chunk = Find(at);
            long stop = Math.Min(chunk.End, end);
            while (at < stop)
            {
                ReadOnlySpan<byte> rest = chunk.Bytes.AsSpan((int)(at - chunk.Start));
                ReadOnlySpan<byte> payload = rest.Slice(LengthBytes, BinaryPrimitives.ReadInt32LittleEndian(rest));
                at += LengthBytes + payload.Length;
                if (!visitor(payload, new LogPosition(at))) return new LogPosition(at);
            }
        }

        return new LogPosition(at);
    }

    public LogPosition Locate(long revision)
    {
        long oldest = OldestRevision;
        if (revision < oldest) throw Trimmed(oldest);

        lock (_lock)
        {
            // Proposals carry no revision, so the nearest checkpoint is as near as every kind of log can tell.
            MemoryCheckpoint? nearest = _checkpoints.FindLast(kept => kept.Revision < revision);
            return nearest?.Position ?? new LogPosition(_oldest);
        }
    }

    public NamespaceStatus GetStatus(string name, string? fault)
    {
        lock (_lock)
        {
            Revision newest = new(_checkpoints.Count == 0 ? 0 : _checkpoints[^1].Revision);
            return new NamespaceStatus(
                name,
                _tail - _oldest,
                _chunks.Count,
                _checkpoints.Count,
                new Revision(OldestRevision),
                newest,
                newest,
                newest,
                fault,
                StoredRetention);
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
            if (_checkpoints.Count > 0 && _checkpoints[^1].Revision >= checkpoint.Revision) return;

            _checkpoints.Add(checkpoint);
            Volatile.Write(ref _newestBytes, checkpoint.Document.LongLength + checkpoint.Companion.LongLength);
            Volatile.Write(ref _checkpointed, checkpoint.Position.Number);
            Trim();
        }
    }

    /// <summary>Runs the callback on a thread of the pool when a checkpoint is due and none is being made.</summary>
    public void RaiseCheckpointDue(Action? callback)
    {
        long kept = Retention.Bytes;
        long distance = kept == long.MaxValue ? RecordsPerCheckpoint * Volatile.Read(ref _newestBytes) : kept / 4;
        long due = Math.Max(CheckpointBytes, distance);
        if (_tail - Volatile.Read(ref _checkpointed) < due || callback is null
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

    private MemoryChunk Room(int bytes)
    {
        if (_last.Bytes.Length - _last.Count >= bytes) return _last;

        int capacity = Math.Max(bytes, Math.Min(MaxChunkBytes, _last.Bytes.Length * 2));
        lock (_lock)
        {
            _last = new MemoryChunk(_last.End, capacity);
            _chunks.Add(_last);
        }

        return _last;
    }

    private MemoryChunk Find(long position)
    {
        lock (_lock)
        {
            // A position may be the end of one chunk and so the start of the next; the last that starts there has the
            // record.
            return position >= _oldest
                ? _chunks.FindLast(chunk => chunk.Start <= position)!
                : throw Trimmed(_checkpoints[0].Revision + 1);
        }
    }

    /// <summary>Lets records below a checkpoint go when all that retention wants to keep lies behind it.</summary>
    private void Trim()
    {
        while (_checkpoints.Count > 1 && MayForget(_checkpoints[1]))
        {
            _checkpoints.RemoveAt(0);
            Volatile.Write(ref _oldest, _checkpoints[0].Position.Number);
            _chunks.RemoveAll(chunk => chunk.End <= _oldest && chunk != _last);
        }
    }

    private bool MayForget(MemoryCheckpoint below)
    {
        MemoryCheckpoint newest = _checkpoints[^1];
        Retention retention = Retention;
        return newest.Position.Number - below.Position.Number >= retention.Bytes
            && newest.Revision - below.Revision >= (retention.Commits ?? 0);
    }

    private HoldfastOperationException Trimmed(long oldest) => new(
        ErrorCode.TrimmedRevision,
        $"The history of '{_name}' is kept from revision {oldest} on; begin there or later.");
}
