using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;
using Holdfast.Machines.Homes;
using Holdfast.Machines.Storing;

namespace Holdfast.Machines;

/// <summary>A machine: it is in one state of its definition, and goes to others when triggers are fired.</summary>
/// <remarks>
/// Promises. A firing is one step that nobody sees half of. Of several that fire at the same moment, each decides on
///           what the one before it left: a trigger that only one state takes is taken exactly once.
/// Threads.  Any. In memory, a firing without actions takes no lock and allocates nothing. At a path, each is one
///           commit, and all processes that have the machine open see the same one.
/// </remarks>
public sealed partial class Machine<TState, TTrigger> : IDisposable
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Blueprint<TState, TTrigger> _blueprint;
    private readonly Indexer<TTrigger> _triggers;
    private readonly MachineHome<TState, TTrigger> _home;
    private readonly WordHome<TState, TTrigger>? _word;
    private readonly PathHome<TState, TTrigger>? _path;
    private readonly Planner<TState, TTrigger> _planner;
    private readonly Observers<TState, TTrigger> _observers;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ended = new();
    private AlarmClock<TState, TTrigger>? _alarms;

    internal Machine(
        MachineDefinition<TState, TTrigger> definition,
        StateNode<TState, TTrigger> start,
        MachineOptions options)
    {
        Definition = definition;
        Context = options.Context;
        _blueprint = definition.Blueprint;
        _triggers = _blueprint.TriggerIndex;
        _clock = options.TimeProvider ?? TimeProvider.System;
        _observers = new(this);
        _planner = new(this, _blueprint, _clock);
        bool isOneWord = !_blueprint.HasDelays && !_blueprint.HasMemory && !options.KeepsHistory;
        _home = isOneWord
            ? _word = new(this, _blueprint, start)
            : new RecordHome<TState, TTrigger>(this, Placement.Start(start, 0, _clock.GetUtcNow()), options);
        if (_blueprint.HasDelays) (_alarms = new(this, _clock)).Set();
    }

    internal Machine(
        MachineDefinition<TState, TTrigger> definition,
        State state,
        StatePath path,
        StoredDefinition stored,
        StoredMachineOptions<TState> options)
    {
        Definition = definition;
        Context = options.Context;
        _blueprint = definition.Blueprint;
        _triggers = _blueprint.TriggerIndex;
        _clock = options.TimeProvider ?? state.Store.Options.TimeProvider;
        _observers = new(this);
        _planner = new(this, _blueprint, _clock);
        _home = _path = new(this, _planner, _clock, state, path, stored, options.Migrate);
    }

    /// <summary>The definition that says what the machine may do.</summary>
    public MachineDefinition<TState, TTrigger> Definition { get; }

    /// <summary>What was given when it was made, for its guards and actions.</summary>
    public object? Context { get; }

    /// <summary>The state that it is in.</summary>
    public TState Current => Node.State;

    /// <summary>The number of the last transition; 0 when it has taken none and is in memory.</summary>
    public long Number => _home.Read().Number;

    /// <summary>Whether nothing leaves the state that it is in.</summary>
    public bool IsTerminal => Definition.IsTerminal(Current);

    /// <summary>
    /// The triggers that it takes now: of those whose guard needs what is given with them, it is not asked.
    /// </summary>
    public IReadOnlyList<TTrigger> AllowedTriggers
    {
        get
        {
            Position<TState, TTrigger> position = _home.Read();
            return [.. Enumerable.Range(0, _blueprint.Triggers.Length)
                .Where(trigger => _planner.MayTake(position, trigger, _home.View))
                .Select(trigger => _blueprint.Triggers[trigger])];
        }
    }

    /// <summary>
    /// The states that it can go to now by a trigger, whatever has to be given with that, those of a choice among them;
    /// of guards as for <see cref="AllowedTriggers"/>.
    /// </summary>
    public IReadOnlyList<TState> AllowedStates
    {
        get
        {
            Position<TState, TTrigger> position = _home.Read();
            return [.. _blueprint.StepsFrom(position.State)
                .Where(step => _planner.MayTake(step, position, _home.View))
                .SelectMany(step => step.Choices).Select(node => node.State).Distinct()];
        }
    }

    /// <summary>
    /// The transitions that it took, oldest first: in memory those that are remembered, at a path all, beginning with
    /// its start.
    /// </summary>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: the log does not keep all; <see cref="HistoryFrom"/> gives what it keeps. It is thrown when the
    /// transitions are enumerated.
    /// </exception>
    public IEnumerable<Transition<TState, TTrigger>> History => _home.HistoryFrom(0);

    private StateNode<TState, TTrigger> Node => _word is { } word ? word.State : _home.Read().State;

    /// <summary>Tells whether it is in a state, or in a sub-state of it.</summary>
    public bool IsIn(TState state) => _blueprint.FindState(state) is { } node && Node.IsIn(node);

    /// <summary>Tells whether it would take a trigger now.</summary>
    /// <remarks>
    /// The answer may be old when it comes; <see cref="TryFire(TTrigger)"/> asks and fires in one step. A guard that
    /// needs what is given with the trigger is not asked.
    /// </remarks>
    public bool CanFire(TTrigger trigger) =>
        _triggers.Find(trigger) is >= 0 and int index && _planner.MayTake(_home.Read(), index, _home.View);

    /// <summary>Tells whether <see cref="TransitionTo"/> would go to a state now.</summary>
    /// <remarks>The answer may be old when it comes; false for a state that the machine does not have.</remarks>
    public bool CanTransitionTo(TState target) =>
        _blueprint.FindState(target) is { } node && _planner.MayGo(_home.Read(), node, _home.View);

    /// <summary>Gives the transitions from a number on, oldest first.</summary>
    /// <param name="number">
    /// In memory, the least number of a transition; at a path, the revision of the first commit to look at.
    /// </param>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: commits from that revision on are not kept any more, and the machine is older than those that
    /// are; CutRevision. It is thrown when the transitions are enumerated.
    /// </exception>
    public IEnumerable<Transition<TState, TTrigger>> HistoryFrom(long number) => _home.HistoryFrom(number);

    /// <summary>
    /// Calls off its delays, and ends its watch of a path and all waits for its states. It can still be fired.
    /// </summary>
    public void Dispose()
    {
        _ended.Cancel();
        _alarms?.Dispose();
        _home.Dispose();
    }

    internal bool IsStoreClosed => _home.Closing.IsCancellationRequested;

    /// <summary>Takes a delayed transition whose time has come.</summary>
    internal Task TakeDelayedAsync(Alarm<TState, TTrigger> alarm) => ExecuteAsync(new() { Alarm = alarm }, default);

    internal Position<TState, TTrigger> Position => _home.Read();

    /// <summary>Makes a machine at a path, or brings it up to its definition, before its first use.</summary>
    internal void Open()
    {
        _path!.Open();
        WatchDelays();
    }

    /// <inheritdoc cref="Open"/>
    internal async Task OpenAsync(CancellationToken token)
    {
        await _path!.OpenAsync(token).ConfigureAwait(false);
        WatchDelays();
    }

    /// <summary>Sets the alarms to the position as it is now.</summary>
    internal void SetAlarms() => _alarms?.Set();

    /// <summary>Tells the observers of a transition that was seen at a path.</summary>
    internal void Tell(Transition<TState, TTrigger> transition) => _observers.Tell(
        transition, _blueprint.FindState(transition.From), _blueprint.FindState(transition.To));

    /// <summary>Begins to take delayed transitions, whichever process it was that came to their state.</summary>
    private void WatchDelays()
    {
        if (!_blueprint.HasDelays) return;
        _alarms = new(this, _clock);
        _home.StartTelling();
        _alarms.Set();
    }
}
