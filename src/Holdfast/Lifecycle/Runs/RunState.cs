using System.Collections.Concurrent;
using Holdfast.Machines;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Controls a task that can be asked to wait or to end, and tells how it is with it.</summary>
/// <remarks>
/// Shape.   The worker says when it starts and stops, or runs in a scope that does so
///          (<see cref="Run(Action{RunState})"/>), and calls <see cref="ThrowIfCancelled()"/> now and then. Anybody
///          pauses, resumes and cancels it. With <see cref="RunStates.GetRunState"/> that anybody may be in another
///          process.
/// Threads. Any. No callback runs under a lock.
/// Cost.    In memory: no thread, no I/O. <see cref="ThrowIfCancelled()"/> reads one field.
/// Source.  cs.resources, RunState.
/// </remarks>
public sealed partial class RunState : IDisposable
{
    private readonly RunStateOptions _options;
    private readonly RunClock _clock;
    private readonly RunHome _home;
    private readonly RunSwitch _switch;
    private readonly RunNotices _notices;
    private readonly ConcurrentQueue<CancellationTokenSource> _cancelling = new();

    /// <summary>The last start that was asked of this object outside every scope of the run.</summary>
    private volatile RunStart? _started;

    /// <summary>Makes one in memory, which is not started.</summary>
    /// <param name="name">Its name, for people; null: <c>run</c>.</param>
    /// <param name="options">The options; null: the defaults.</param>
    public RunState(string? name = null, RunStateOptions? options = null)
        : this(name ?? "run", options, static (name, clock) => new MemoryRunHome(name, clock))
    {
    }

    internal RunState(string name, RunStateOptions? options, Func<string, RunClock, RunHome> home)
    {
        Name = name;
        _options = options ?? RunStateOptions.Default;
        _clock = new RunClock(_options.TimeProvider);
        _home = home(name, _clock);
        _notices = new RunNotices(this);
        _switch = new RunSwitch(_home.Read(), _options.Poll is not null, isFollowing: !_home.IsShared);
        (_home.Changed, _home.Settled, _home.Lost) = (OnChanged, Settle, CancelHere);
    }

    /// <summary>The table of a run: its states, and the triggers that lead from one to the other.</summary>
    public static MachineDefinition<RunPhase, RunTrigger> Definition => RunTable.Definition;

    /// <summary>Its name, for people.</summary>
    public string Name { get; }

    /// <summary>The state of the run.</summary>
    public RunPhase Phase => _home.Read().Phase;

    /// <summary>Whether it was started and not stopped: it runs, waits, or was asked to end.</summary>
    public bool IsRunning => _home.Read().IsRunning;

    /// <summary>Whether the run is paused.</summary>
    public bool IsPaused => Phase == RunPhase.Paused;

    /// <summary>Whether it was asked to end and has not done so.</summary>
    public bool IsStopping => Phase == RunPhase.Stopping;

    /// <summary>Whether nothing runs: it was stopped, or never started.</summary>
    public bool IsStopped => !IsRunning;

    /// <summary>Whether it was cancelled since its last start; asks the poll function too.</summary>
    public bool IsCancelled => _home.Read().IsCancelled || _switch.IsCancelled || IsCancelledByPoll();

    /// <summary>Cancelled when the run is; another one after each start.</summary>
    /// <remarks>A poll function cancels it only when somebody asks.</remarks>
    public CancellationToken Token
    {
        get
        {
            Follow();
            return _switch.Token;
        }
    }

    /// <summary>Begins a run; an earlier cancellation is forgotten.</summary>
    /// <param name="rule">What happens when it is on already.</param>
    /// <exception cref="TransitionRefusedException">
    /// TransitionRefused: it is on already, here or, at a path, in a process that lives.
    /// </exception>
    public void Start(StartRule rule = StartRule.MustNotRun)
    {
        Follow();
        RunMark? scope = RunMark.Find(RunContext.Current?.Scopes, _home);
        if (rule == StartRule.MayRun && IsRunningHere) Stop();
        RunStart start = StartHere();

        // A scope whose body begins the run anew ends that one.
        if (scope is null) _started = start;
        else scope.Start = start;
    }

    /// <summary>Says that the run has ended.</summary>
    /// <exception cref="TransitionRefusedException">TransitionRefused: nothing runs.</exception>
    public void Stop() => Fire(RunTrigger.Stop);

    /// <summary>Asks the run to end; when nothing runs, that is remembered until the next start.</summary>
    public void Cancel() => Fire(RunTrigger.Cancel);

    /// <summary>Asks the run to wait; its workers do so in <see cref="ThrowIfCancelled()"/>.</summary>
    /// <exception cref="TransitionRefusedException">TransitionRefused: nothing runs, or it is to end.</exception>
    public void Pause() => Fire(RunTrigger.Pause);

    /// <summary>Lets the run go on.</summary>
    /// <exception cref="TransitionRefusedException">TransitionRefused: it does not wait.</exception>
    public void Resume() => Fire(RunTrigger.Resume);

    /// <summary>Ends its watch of a path; what is stored there stays.</summary>
    /// <remarks>
    /// Shape. At a path it can be neither started nor waited for any more: workers that still ask it get an
    ///        <see cref="ObjectDisposedException"/>, as they would not hear of a cancel. In memory nothing ends.
    /// </remarks>
    public void Dispose()
    {
        _home.Dispose();
        if (_home.IsShared) _switch.Unfollow();
    }

    /// <summary>Gives its name and state.</summary>
    public override string ToString() => $"{Name}: {Phase}";

    private RunStart StartHere()
    {
        Follow();
        return Fire(RunTrigger.Start)!.Start!;
    }

    private RunRecord? Fire(RunTrigger trigger, RunStart? only = null)
    {
        RunRecord? after = _home.Fire(trigger, only);
        Settle();
        return after;
    }

    /// <summary>Listens to what other processes do with it, before the switch is trusted.</summary>
    private void Follow()
    {
        if (_switch.IsFollowing) return;
        _home.Listen(record => CancelLater(_switch.Follow(record)));
        Settle();
    }

    /// <summary>Takes over a record. Under the home's lock.</summary>
    private void OnChanged(RunRecord after)
    {
        RunRecord before = _switch.Record;
        CancelLater(_switch.Follow(after));

        // A record that was removed leaves nothing to tell of.
        if (after.Number > 0) _notices.Note(new RunChangedEventArgs(before, after));
    }

    private void CancelLater(CancellationTokenSource? source)
    {
        if (source is not null) _cancelling.Enqueue(source);
    }

    /// <summary>Does what must not be done under a lock: cancels tokens, tells observers.</summary>
    private void Settle()
    {
        while (_cancelling.TryDequeue(out CancellationTokenSource? source)) CancelToken(source);

        // Another thread may have it in hand and not have come further: whoever cancels finds the token cancelled.
        if (_switch.Cancelled is { } own) CancelToken(own);
        _notices.Tell();
    }

    private void CancelToken(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException failures)
        {
            CallbackFailures.Report(this, $"callback of the token of the run '{Name}'", failures);
        }
    }

    private bool IsCancelledByPoll()
    {
        if (_options.Poll is not { } poll || !poll()) return false;
        CancelHere();
        return true;
    }

    /// <summary>Ends its workers in this process, without a transition.</summary>
    internal void CancelHere()
    {
        CancelLater(_switch.CancelHere());
        Settle();
    }
}
