namespace Holdfast.Machines;

/// <summary>One step of a machine: from where, to where, why and when.</summary>
/// <remarks>
/// Shape.   The first one of a machine is of the kind <see cref="TransitionKind.Start"/>, and comes from the state in
///          which it began. <see cref="Trigger"/> means something where <see cref="HasTrigger"/> says so.
/// Threads. Immutable.
/// </remarks>
public sealed record Transition<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>What made the machine take it.</summary>
    public required TransitionKind Kind { get; init; }

    /// <summary>The state that the machine was in.</summary>
    public required TState From { get; init; }

    /// <summary>The state that it is in since.</summary>
    public required TState To { get; init; }

    /// <summary>What was fired; the default value when <see cref="HasTrigger"/> is false.</summary>
    public TTrigger? Trigger { get; init; }

    /// <summary>Whether a trigger was fired: not at the start, nor when a delay was over.</summary>
    public bool HasTrigger => Kind is TransitionKind.Fired or TransitionKind.Internal;

    /// <summary>
    /// What was given with the trigger; null when nothing was. Of a machine at a path that another process fired, and
    /// in a history that was read from a store, it is a <see cref="Value"/>.
    /// </summary>
    public object? Argument { get; init; }

    /// <summary>
    /// Grows with every transition of the machine: in memory by one, at a path by what the namespace's revision grew.
    /// </summary>
    public required long Number { get; init; }

    /// <summary>When, by the clock of the process that fired.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>On whose behalf; null for a machine in memory.</summary>
    public string? Author { get; init; }

    /// <summary>Why; null when nothing was said, and for a machine in memory.</summary>
    public string? Reason { get; init; }
}
