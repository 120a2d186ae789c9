using Holdfast.Documents.Objects;
using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;
using Holdfast.Machines.Storing;
using Holdfast.Replacing;
using Holdfast.Subscriptions;

namespace Holdfast.Machines.Homes;

/// <summary>Keeps a position at a path of a state: each firing is one commit.</summary>
/// <remarks>
/// Shape.   A firing on revision r has the number r + 1. Every commit raises the revision and no revision is ever used
///          twice, so the numbers of a machine only grow: also after a rollback, or when it is removed and made anew.
/// Threads. Any.
/// </remarks>
internal sealed class PathHome<TState, TTrigger>
    : MachineHome<TState, TTrigger>, IReplacer<Request<TState, TTrigger>, Plan<TState, TTrigger>>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Machine<TState, TTrigger> _machine;
    private readonly Planner<TState, TTrigger> _planner;
    private readonly Blueprint<TState, TTrigger> _blueprint;
    private readonly TimeProvider _clock;
    private readonly State _state;
    private readonly StatePath _path;
    private readonly StatePath _current;
    private readonly PositionReader<TState, TTrigger> _reader;
    private readonly PositionWriter<TState, TTrigger> _writer;
    private readonly PathHistory<TState, TTrigger> _history;
    private readonly StoredDefinition _definition;
    private readonly Lock _gate = new();
    private Parsed? _parsed;
    private Subscription? _subscription;

    public PathHome(
        Machine<TState, TTrigger> machine,
        Planner<TState, TTrigger> planner,
        TimeProvider clock,
        State state,
        StatePath path,
        StoredDefinition definition,
        Func<string, TState>? migrate)
    {
        (_machine, _planner, _clock, _state, _definition) = (machine, planner, clock, state, definition);
        _blueprint = machine.Definition.Blueprint;
        _path = path;
        _current = path / PositionForm.Current;
        _reader = new(_blueprint, path, migrate);
        _writer = new(_blueprint);
        _history = new(state, path, _current, _reader, machine.Definition.Blueprint.Initial);
    }

    public override CancellationToken Closing => _state.Store.Closing;

    public override bool TellsOwn => false;

    /// <summary>What several do at once is settled by the commit.</summary>
    public override bool NeedsTurn => false;

    public override StateView View => _state;

    public override IEnumerable<Transition<TState, TTrigger>> HistoryFrom(long number) => _history.From(number);

    public override Position<TState, TTrigger> Read() =>
        _state.TryGet(_current, out Value json) ? Parse(json) : Read(_state.Snapshot());

    /// <remarks>
    /// A firing that nothing decides on but where the machine is replaces one value; else it is an atomic function.
    /// </remarks>
    public override Plan<TState, TTrigger> Move(Request<TState, TTrigger> request) =>
        _state.Replace(_current, this, request, request.Commit).Value;

    public override async Task<Plan<TState, TTrigger>> MoveAsync(
        Request<TState, TTrigger> request, CancellationToken token)
    {
        Committed<Plan<TState, TTrigger>> committed = await _state.AtomicAsync(
            async transaction =>
            {
                Plan<TState, TTrigger> plan = await _machine
                    .DecideAsync(request, Read(transaction), NumberOf(transaction), transaction, token)
                    .ConfigureAwait(false);
                Write(transaction, plan);
                return plan;
            },
            request.Commit,
            token).ConfigureAwait(false);
        return committed.Value;
    }

    /// <summary>Decides on a request, and says what <see cref="Move"/> would commit.</summary>
    public Patch Preview(Request<TState, TTrigger> request, out Plan<TState, TTrigger> plan)
    {
        Plan<TState, TTrigger>? decided = null;
        Patch patch = _state.Preview(transaction => { decided = DecideAndWrite(request, transaction); });
        plan = decided!;
        return patch;
    }

    Replacement<Plan<TState, TTrigger>>? IReplacer<Request<TState, TTrigger>, Plan<TState, TTrigger>>.Replace(
        Request<TState, TTrigger> request, Value? json, Revision seen)
    {
        if (json is not { } stored || _blueprint.RevertsOnFailure) return null;
        Position<TState, TTrigger> position = Parse(stored);
        if (_planner.ReadsState(request, position)) return null;
        Plan<TState, TTrigger> plan = _planner.Decide(request, position, seen.Number + 1, null);
        return new(plan, plan.Changes ? ToJson(plan.Next) : default(Value?));
    }

    Plan<TState, TTrigger> IReplacer<Request<TState, TTrigger>, Plan<TState, TTrigger>>.Replace(
        Request<TState, TTrigger> request, Transaction transaction) => DecideAndWrite(request, transaction);

    /// <summary>Makes the machine if it is not there, and brings what is there up to the definition.</summary>
    /// <exception cref="HoldfastOperationException">NotAMachine, UnknownMachineName; nothing was changed.</exception>
    public void Open()
    {
        if (IsUpToDate(_state)) return;
        _state.Atomic(transaction => BringUpToDate(transaction));
    }

    /// <inheritdoc cref="Open"/>
    public async Task OpenAsync(CancellationToken token)
    {
        if (IsUpToDate(_state)) return;
        await _state.AtomicAsync(
            transaction =>
            {
                BringUpToDate(transaction);
                return Task.CompletedTask;
            },
            options: null,
            token).ConfigureAwait(false);
    }

    public override void StartTelling()
    {
        lock (_gate)
        {
            _subscription ??= new Subscription(
                _state, _current, "an observer of a machine at a path", Tell, Jump, Drop).Start();
        }
    }

    public override void Dispose()
    {
        lock (_gate) _subscription?.Dispose();
    }

    /// <summary>
    /// Lets go of a subscription that ended by itself: the next observer begins another one, for all.
    /// </summary>
    private void Drop(Subscription ended)
    {
        lock (_gate)
        {
            if (_subscription == ended) _subscription = null;
        }
    }

    private Plan<TState, TTrigger> DecideAndWrite(Request<TState, TTrigger> request, Transaction transaction)
    {
        Plan<TState, TTrigger> plan =
            _machine.Decide(request, Read(transaction), NumberOf(transaction), transaction);
        Write(transaction, plan);
        return plan;
    }

    private static long NumberOf(Transaction transaction) => transaction.Revision.Number + 1;

    private Position<TState, TTrigger> Read(Transaction transaction) =>
        transaction.TryGet(_current, out Value json) ? Parse(json) : StartAt(transaction, transaction.Revision);

    private Position<TState, TTrigger> Read(Snapshot now) =>
        now.TryGet(_current, out Value json) ? Parse(json) : StartAt(now, now.Revision);

    /// <summary>
    /// Where a machine begins anew that was removed; its numbers go on from the revision.
    /// </summary>
    private Position<TState, TTrigger> StartAt(StateView view, Revision revision)
    {
        ThrowIfOther(view);
        return Start(revision);
    }

    private void ThrowIfOther(StateView view)
    {
        if (view.TryGet(_path, out Value other) && other.Kind != ValueKind.Object) throw _reader.NotAMachine();
    }

    /// <summary>Reads a position that was read before, in this process, without parsing it again.</summary>
    private Position<TState, TTrigger> Parse(Value json)
    {
        object? content = ContentOf(json);
        if (_parsed is { } parsed && ReferenceEquals(parsed.Content, content)) return parsed.Position;
        Position<TState, TTrigger> position = _reader.Read(json);
        _parsed = new Parsed(content, position);
        return position;
    }

    /// <summary>What stays the same when a value is put into a document, which stamps only its header.</summary>
    private static object? ContentOf(Value json) => json.Node is ObjectNode members ? members.Root : json.Node;

    private void Write(Transaction transaction, Plan<TState, TTrigger> plan)
    {
        if (!plan.Changes) return;
        if (!transaction.Exists(_current)) _definition.Write(transaction);
        transaction.Set(_current, ToJson(plan.Next));
    }

    private Value ToJson(Position<TState, TTrigger> position)
    {
        Value json = _writer.ToJson(position);
        _parsed = new Parsed(ContentOf(json), position);
        return json;
    }

    private bool IsUpToDate(StateView view) => view.TryGet(_current, out Value json)
        && _blueprint.FindName(_reader.StateOf(json)) is { Initial: null }
        && _definition.IsThere(view)
        && Parse(json) is var position && ReferenceEquals(position, Placement.Arm(position));

    private void BringUpToDate(Transaction transaction)
    {
        ThrowIfOther(transaction);
        _definition.Write(transaction);
        if (!transaction.TryGet(_current, out Value json))
        {
            transaction.Set(_current, ToJson(Start(transaction.Revision)));
            return;
        }

        Position<TState, TTrigger> stored = Parse(json);
        bool isKnown = _blueprint.FindName(_reader.StateOf(json)) is { Initial: null };
        Position<TState, TTrigger> next = Placement.Arm(isKnown
            ? stored
            : Placement.Migrate(stored, NumberOf(transaction), _clock.GetUtcNow()));
        if (!ReferenceEquals(next, stored)) transaction.Set(_current, ToJson(next));
    }

    private Position<TState, TTrigger> Start(Revision revision) =>
        Placement.Start(_blueprint.Initial, revision.Number, _clock.GetUtcNow());

    private void Tell(Commit commit)
    {
        if (_history.ToTransition(commit) is { } transition) Tell(transition);
        else _machine.SetAlarms();
    }

    private void Jump(Snapshot newest)
    {
        Position<TState, TTrigger> now = Read(newest);
        Tell(now.Last! with { Kind = TransitionKind.Restored });
    }

    private void Tell(Transition<TState, TTrigger> transition)
    {
        _machine.SetAlarms();
        _machine.Tell(transition);
    }

    private sealed record Parsed(object? Content, Position<TState, TTrigger> Position);
}
