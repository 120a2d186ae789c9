using System.Runtime.CompilerServices;
using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Reporting;
using Holdfast.Watches;

namespace Holdfast.Replicas;

/// <summary>The document of one namespace in this process, kept up with its log.</summary>
/// <remarks>
/// Threads. Any. One gate is held while records are applied; user code never runs under it.
/// Lock order: a committer's writer lock, the log's writer lock, the gate.
/// </remarks>
internal sealed class Replica
{
    /// <summary>
    /// A replica that is further behind than this many positions looks for a checkpoint before it replays: about what
    /// reading a checkpoint of a middling document costs.
    /// </summary>
    private const long JumpDistance = 64L << 20;

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

    /// <summary>Who waits for commits.</summary>
    public WatchIndex Watchers { get; }

    /// <summary>Turns proposals into commits; one that decides by itself is made for the first of them.</summary>
    public Committer Committer => _committer ?? MakeCommitter();

    /// <summary>Where paths led.</summary>
    public ReadCache ReadCache { get; } = new();

    /// <summary>
    /// Whether the namespace was removed, here or by another process: a handle that still has this replica looks for
    /// the next one.
    /// </summary>
    public bool IsRemoved => _isRemoved || _log.IsRemoved;

    /// <summary>Where the replica stands, whatever the log has got meanwhile.</summary>
    public Tip Applied => _tip;

    /// <summary>Makes the replica of a log and keeps it up from then on.</summary>
    /// <param name="log">The log.</param>
    /// <param name="reportFault">Takes what background work meets: the namespace and the fault.</param>
    public static Replica Open(Log log, Action<string, Exception> reportFault)
    {
        var replica = new Replica(log, reportFault);
        replica.CatchUp();
        log.CheckpointDue = replica.SaveDueCheckpoint;
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
        if (!_isUpkept)
        {
            NoteUse();
        }

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
        if (ExitGateWithDue() is { } due)
        {
            ExecuteSoon(due);
        }
    }

    /// <summary>Moves to the tip after commits that this process published. The gate is held.</summary>
    public void Advance(Tip tip) => _tip = tip;

    /// <summary>Keeps a commit for watches, and wakes those that wait for it. The gate is held.</summary>
    public void Remember(Commit commit, int recordBytes)
    {
        _recent.Add(commit, recordBytes);
        Watchers.Signal(commit, ref _due);
    }

    /// <summary>
    /// Finds the first commit after a revision among the recent ones; null when it is older, or when there is none yet.
    /// </summary>
    public Commit? FindRecentAfter(long revision)
    {
        lock (_gate)
        {
            return _recent.FindAfter(revision);
        }
    }

    /// <summary>Lets a waiter wait if nothing came after a revision.</summary>
    /// <returns>False when there is something newer, so that it need not wait.</returns>
    /// <exception cref="HoldfastException">The log's fault: nothing newer will come.</exception>
    public bool TryWait(Waiter waiter, long revision)
    {
        if (!_isUpkept)
        {
            BeginUpkeep();
        }

        lock (_gate)
        {
            if (_tip.Revision > revision)
            {
                return false;
            }

            if (_log.Fault is { } fault)
            {
                throw Failures.Again(fault);
            }

            Watchers.Add(waiter);
            return true;
        }
    }

    /// <summary>Gives the revision up to which nothing touched what a waiter waits for; 0 when it was woken.</summary>
    public long PassedOver(Waiter waiter)
    {
        lock (_gate)
        {
            return Watchers.Contains(waiter) ? _tip.Revision : 0;
        }
    }

    /// <summary>Notes that the namespace was removed, and ends what waits for it.</summary>
    public void Remove(Exception? fault)
    {
        _isRemoved = true;
        if (fault is not null)
        {
            Watchers.Fail(fault);
        }
    }

    /// <summary>Keeps a checkpoint of what is applied.</summary>
    public void SaveCheckpoint()
    {
        Tip tip = Read();
        long begun = Telemetry.Begin(Timed.Checkpoint);
        _log.SaveCheckpoint(
            tip.Revision,
            tip.Position,
            output => tip.Document.Root.WriteTo(output),
            output => CompanionFormat.Write(tip, output));
        Telemetry.End(Timed.Checkpoint, begun);
        HoldfastEventSource.Log.CheckpointKept(_log.Name, tip.Revision);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExecuteSoon(List<Waiter> due)
    {
        foreach (Waiter waiter in due)
        {
            waiter.ExecuteSoon();
        }
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

    private void SaveDueCheckpoint()
    {
        try
        {
            SaveCheckpoint();
        }
        catch (Exception fault) when (fault is HoldfastException or HoldfastOperationException)
        {
            // Without it the log grows and opening takes longer; nothing is lost, and it is tried again when it is due.
            _reportFault(_log.Name, fault);
        }
    }

    private List<Waiter> OnTailMoved()
    {
        try
        {
            EnterGate();
            List<Waiter>? due = ExitGateWithDue();
            if (_log.Fault is { } fault)
            {
                EndWaits(fault);
            }

            return due ?? [];
        }
        catch (Exception fault) when (fault is HoldfastException or HoldfastOperationException)
        {
            EndWaits(fault);
            return [];
        }
    }

    private List<Waiter>? ExitGateWithDue()
    {
        List<Waiter>? due = _due;
        _due = null;
        Monitor.Exit(_gate);
        return due;
    }

    // Who reads or commits next gets the same fault; who waits must learn it now, because nothing else wakes him.
    private void EndWaits(Exception fault)
    {
        Watchers.Fail(fault);
        _reportFault(_log.Name, fault);
    }

    private Tip CatchUpLocked()
    {
        Tip tip = _tip;
        LogPosition tail = _log.Tail;
        if (tip.Position == tail)
        {
            return tip;
        }

        if (tail.Number - tip.Position.Number > JumpDistance)
        {
            tip = Jump(tip);
        }

        try
        {
            Replay(tip);
        }
        catch (HoldfastOperationException gone) when (gone.Code == ErrorCode.TrimmedRevision)
        {
            Replay(Jump(_tip));
        }

        return _tip;
    }

    private void Replay(Tip tip)
    {
        try
        {
            _log.Read(tip.Position, (payload, next) =>
            {
                tip = _replayer.Advance(tip, payload, next, out Commit? commit);
                if (commit is not null)
                {
                    Remember(commit, payload.Length);
                }

                return true;
            });
        }
        finally
        {
            _tip = tip;
        }
    }

    /// <summary>
    /// Goes on from the newest checkpoint when it is ahead; those who wait must then look at the log themselves.
    /// </summary>
    private Tip Jump(Tip tip)
    {
        Tip newest = new TipReader(_log).FromCheckpoint(long.MaxValue) ?? tip;
        if (newest.Position <= tip.Position)
        {
            return tip;
        }

        HoldfastEventSource.Log.ReplicaJumped(_log.Name, tip.Revision, newest.Revision);
        _recent.Clear();
        _tip = newest;
        Watchers.SignalAll(ref _due);
        return newest;
    }
}
