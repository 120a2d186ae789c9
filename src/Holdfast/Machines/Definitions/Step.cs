namespace Holdfast.Machines.Definitions;

/// <summary>A transition of a finished definition.</summary>
/// <remarks>
/// Shape.   Each state has copies of those that it inherits from its super-states, chained behind its own.
/// Threads. Immutable once the compiler is done, but for <see cref="Passage"/>.
/// </remarks>
internal sealed record Step<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public required StepKind Kind { get; init; }

    /// <summary>The state that it was written for.</summary>
    public required StateNode<TState, TTrigger> Owner { get; init; }

    /// <summary>The number of the trigger; -1 when it waits for a time.</summary>
    public int Trigger { get; init; } = -1;

    /// <summary>How long it waits; null when it waits for a trigger.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The number of a transition that waits, among those of its owner.</summary>
    public int DelayIndex { get; init; }

    public Guard<TState, TTrigger>? Guard { get; init; }

    public MachineAction<TState, TTrigger>[] Actions { get; init; } = [];

    /// <summary>Where it goes, if that is known.</summary>
    public StateNode<TState, TTrigger>? Target { get; init; }

    /// <summary>Where it may go.</summary>
    public StateNode<TState, TTrigger>[] Choices { get; init; } = [];

    public Func<GuardContext<TState, TTrigger>, TState>? Choose { get; init; }

    /// <summary>The transition to try when the guard of this one does not hold.</summary>
    public Step<TState, TTrigger>? Next { get; init; }

    /// <summary>Whether it is decided by more than the position and what is given with the trigger.</summary>
    public bool ReadsState => Kind == StepKind.Choose || Guard is { ReadsState: true };

    /// <summary>
    /// What it does, kept from the first time on when it is the same each time. A race loses one of two equal ones.
    /// </summary>
    public Passage<TState, TTrigger>? Passage { get; set; }

    /// <summary>
    /// The number of the state that it ends in when that never varies and nothing is to be called; else -1.
    /// </summary>
    public int QuietLanding { get; init; } = -1;
}
