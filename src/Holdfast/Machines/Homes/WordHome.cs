using System.Runtime.CompilerServices;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Homes;

/// <summary>Keeps the position of a machine that is nothing but a state, in one word: no lock, no allocation.</summary>
/// <remarks>
/// Shape.   The low bits are the number of the state, the rest the number of the transition; so a word never comes
///          back, and an exchange that succeeds means that nothing happened in between.
/// Threads. Any.
/// </remarks>
internal sealed class WordHome<TState, TTrigger> : MemoryHome<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private const long StateMask = MachineLimits.States - 1;

    private readonly Machine<TState, TTrigger> _machine;
    private readonly Step<TState, TTrigger>?[] _table;
    private readonly StateNode<TState, TTrigger>[] _states;
    private readonly int _width;
    private long _word;

    public WordHome(
        Machine<TState, TTrigger> machine,
        Blueprint<TState, TTrigger> blueprint,
        StateNode<TState, TTrigger> start)
        : base(machine)
    {
        (_machine, _table, _states) = (machine, blueprint.Table, blueprint.States);
        (_width, _word) = (blueprint.Triggers.Length, start.Landing.Index);
    }

    public override IEnumerable<Transition<TState, TTrigger>> HistoryFrom(long number) => [];

    public StateNode<TState, TTrigger> State => _states[(int)(Volatile.Read(ref _word) & StateMask)];

    public override Position<TState, TTrigger> Read() => PositionOf(Volatile.Read(ref _word));

    /// <summary>Takes a transition that needs nothing but the exchange.</summary>
    /// <param name="triggerIndex">The number of the trigger.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="seen">The word that was exchanged.</param>
    /// <returns>
    /// Null when there is more to it: nothing takes the trigger, or something has to be called. Then nothing was
    /// changed, and the guards are asked again by whoever goes the long way.
    /// </returns>
    public Step<TState, TTrigger>? TryFire(int triggerIndex, TTrigger trigger, out long seen)
    {
        while (true)
        {
            seen = Volatile.Read(ref _word);
            int state = (int)(seen & StateMask);
            Step<TState, TTrigger>? step = _table[(state * _width) + triggerIndex];
            while (step is { QuietLanding: >= 0, Guard: { } guard } && !Holds(guard, state, trigger))
                step = step.Next;
            if (step is null || step.QuietLanding < 0) return null;
            long next = (((seen >> MachineLimits.StateBits) + 1) << MachineLimits.StateBits) | (long)step.QuietLanding;
            if (Interlocked.CompareExchange(ref _word, next, seen) == seen) return step;
        }
    }

    public Position<TState, TTrigger> PositionOf(long word) =>
        new(_states[(int)(word & StateMask)], word >> MachineLimits.StateBits);

    protected override bool TryMove(Plan<TState, TTrigger> plan)
    {
        long seen = ToWord(plan.Seen);
        return Interlocked.CompareExchange(ref _word, ToWord(plan.Next), seen) == seen;
    }

    private static long ToWord(Position<TState, TTrigger> position) =>
        (position.Number << MachineLimits.StateBits) | (long)position.State.Index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Holds(Guard<TState, TTrigger> guard, int state, TTrigger trigger) => guard.Plain is { } plain
        ? plain()
        : guard.Full!(new GuardContext<TState, TTrigger>(_machine, _states[state].State, trigger, null, null));
}
