using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>What is to happen on a request: the outcome, and the position after it.</summary>
/// <param name="Verdict">Whether a transition is taken.</param>
/// <param name="Seen">The position on which this was decided.</param>
internal sealed record Plan<TState, TTrigger>(Verdict Verdict, Position<TState, TTrigger> Seen)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>The position that is to be; the same when nothing changes.</summary>
    public Position<TState, TTrigger> Next { get; init; } = Seen;

    /// <summary>The transition; null when none is taken.</summary>
    public Transition<TState, TTrigger>? Transition { get; init; }

    /// <summary>The actions to call, in their order.</summary>
    public MachineAction<TState, TTrigger>[] Actions { get; init; } = [];

    /// <summary>The guards that did not hold, when it is refused.</summary>
    public IReadOnlyList<string> Unmet { get; init; } = [];

    public bool Changes => Verdict is Verdict.Taken or Verdict.CalledOff;
}
