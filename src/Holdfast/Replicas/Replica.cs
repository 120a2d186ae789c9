using Holdfast.Logs;
using Holdfast.Watches;

namespace Holdfast.Replicas;

/// <summary>The document of one namespace in this process, kept up with its log.</summary>
/// <remarks>
/// Threads. Any. One gate is held while records are applied; user code never runs under it.
/// Lock order: a committer's writer lock, the log's writer lock, the gate.
/// </remarks>
internal sealed partial class Replica
{
    /// <summary>
    /// The switch of a program that lives for one read, such as a command: upkeep begins with the second use of a
    /// namespace. Without upkeep a process neither flushes for others nor learns that the folder has gone.
    /// </summary>
    private const string LazyUpkeep = "Holdfast.LazyUpkeep";

    private static long _lives;

    private readonly Log _log;
    private readonly Action<string, Exception> _reportFault;
    private readonly object _gate = new();
    private readonly Replayer _replayer;
    private readonly RecentCommits _recent = new();

    // Waits that ended while the gate was held; what waited goes on when it is not.
    private List<Waiter>? _due;
    private volatile Tip _tip;
    private volatile Committer? _committer;
    private volatile bool _isRemoved;

    // Until the log is looked after, as it is from the second read on, no read is answered without a look.
    private volatile bool _isUpkept;
    private bool _wasRead;

    private Replica(Log log, Action<string, Exception> reportFault)
    {
        _log = log;
        _reportFault = reportFault;
        Watchers = new WatchIndex(log, static () => Environment.TickCount64);
        _committer = log is OrderedLog ordered ? new OrderedCommitter(this, ordered) : null;
        _replayer = new Replayer { Decided = _committer is null ? null : _committer.OnDecided };
        _tip = new TipReader(log).Newest();
    }

    /// <summary>The greatest <see cref="Life"/> so far.</summary>
    public static long NewestLife => Volatile.Read(ref _lives);

    /// <summary>Tells it from the replicas of other namespaces of its name; greater than all before it.</summary>
    public long Life { get; } = Interlocked.Increment(ref _lives);

    /// <summary>The log that this replica folds.</summary>
    public Log Log => _log;

    /// <summary>The waits for commits of this namespace.</summary>
    public WatchIndex Watchers { get; }

    /// <summary>Turns proposals into commits; one that decides by itself is made for the first of them.</summary>
    public Committer Committer => _committer ?? MakeCommitter();

    /// <summary>The nodes that paths led to.</summary>
    public ReadCache ReadCache { get; } = new();

    /// <summary>
    /// Whether the namespace was removed, here or by another process: a handle that still has this replica looks for
    /// the next one.
    /// </summary>
    public bool IsRemoved => _isRemoved || _log.IsRemoved;

    /// <summary>Where the replica stands, whatever the log has got meanwhile.</summary>
    public Tip Applied => _tip;

    /// <summary>Makes the replica of a log and keeps it up from then on.</summary>
    /// <param name="log">The log of its namespace.</param>
    /// <param name="reportFault">Takes what background work meets: the namespace and the fault.</param>
    public static Replica Open(Log log, Action<string, Exception> reportFault)
    {
        var replica = new Replica(log, reportFault);
        replica.CatchUp();
        log.CheckpointDue = replica.SaveDueCheckpoint;
        if (!AppContext.TryGetSwitch(LazyUpkeep, out bool isLazy) || !isLazy) replica.BeginUpkeep();

        return replica;
    }

    /// <summary>Gives the newest tip without a system call; false when there is news, also of a removal.</summary>
    public bool TryGetCurrent(out Tip tip)
    {
        tip = _tip;
        return tip.Position == _log.Tail && !_isRemoved && _isUpkept;
    }

    /// <summary>Gives the newest tip. When nothing is new: one comparison, no system call.</summary>
    public Tip Read()
    {
        if (!_isUpkept) NoteUse();

        Tip tip = _tip;
        return tip.Position == _log.Tail ? tip : CatchUp();
    }

    /// <summary>Applies what the log has got.</summary>
    public Tip CatchUp()
    {
        Tip tip = EnterGate();
        ExitGate();
        return tip;
    }

    /// <summary>Takes the gate for a commit; the tip is the newest. Give it back with <see cref="ExitGate"/>.</summary>
    public Tip EnterGate()
    {
        Monitor.Enter(_gate);
        try
        {
            return CatchUpLocked();
        }
        catch
        {
            ExitGate();
            throw;
        }
    }

    /// <summary>Gives the gate back; what waited for commits that were applied meanwhile goes on.</summary>
    public void ExitGate()
    {
        if (ExitGateWithDue() is { } due) ExecuteSoon(due);
    }

    /// <summary>Moves to the tip after commits that this process published. The gate is held.</summary>
    public void Advance(Tip tip) => _tip = tip;

    /// <summary>Keeps a commit for watches, and wakes those that wait for it. The gate is held.</summary>
    public void Remember(Commit commit, int recordBytes)
    {
        _recent.Add(commit, recordBytes);
        Watchers.Signal(commit, ref _due);
    }

    /// <summary>Notes that the namespace was removed, and ends what waits for it.</summary>
    public void Remove(Exception? fault)
    {
        _isRemoved = true;
        if (fault is not null) Watchers.Fail(fault);
    }

    private void NoteUse()
    {
        if (!_wasRead)
        {
            _wasRead = true;
            return;
        }

        BeginUpkeep();
    }

    private void BeginUpkeep()
    {
        StoreCore.ObserveLag();
        _log.TailMoved = OnTailMoved;
        _log.BeginUpkeep();
        _isUpkept = true;
    }

    private Committer MakeCommitter()
    {
        BeginUpkeep();
        lock (_gate)
        {
            return _committer ??= new LocalCommitter(this, (LocalLog)_log);
        }
    }

    private List<Waiter>? ExitGateWithDue()
    {
        List<Waiter>? due = _due;
        _due = null;
        Monitor.Exit(_gate);
        return due;
    }
}
