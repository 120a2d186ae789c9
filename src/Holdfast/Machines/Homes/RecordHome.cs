using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Homes;

/// <summary>Keeps the position of a machine that has delays, remembered sub-states or a history.</summary>
/// <remarks>Threads. Any; reads take no lock.</remarks>
internal sealed class RecordHome<TState, TTrigger> : MemoryHome<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<Transition<TState, TTrigger>>? _history;
    private readonly int _historyLimit;
    private volatile Position<TState, TTrigger> _position;

    public RecordHome(
        Machine<TState, TTrigger> machine, Position<TState, TTrigger> start, MachineOptions options)
        : base(machine)
    {
        (_position, _historyLimit) = (start, options.HistoryLimit);
        if (options.KeepsHistory) _history = new([start.Last!]);
    }

    public override IEnumerable<Transition<TState, TTrigger>> HistoryFrom(long number)
    {
        lock (_gate) return _history is null ? [] : [.. _history.SkipWhile(transition => transition.Number < number)];
    }

    public override Position<TState, TTrigger> Read() => _position;

    protected override bool TryMove(Plan<TState, TTrigger> plan)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_position, plan.Seen)) return false;
            _position = plan.Next;
            if (_history is null || plan.Transition is null) return true;
            if (_history.Count == _historyLimit) _history.Dequeue();
            _history.Enqueue(plan.Transition);
            return true;
        }
    }
}
