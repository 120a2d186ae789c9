namespace Holdfast.Lifecycle.Runs;

/// <summary>Tells of one transition of a run.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class RunChangedEventArgs : EventArgs
{
    internal RunChangedEventArgs(RunRecord before, RunRecord after) =>
        (From, To, Trigger, Time, Number) = (before.Phase, after.Phase, after.Trigger, after.Time, after.Number);

    /// <summary>The state before it.</summary>
    public RunPhase From { get; }

    /// <summary>The state after it; it may be the same.</summary>
    public RunPhase To { get; }

    /// <summary>The trigger of the transition.</summary>
    public RunTrigger Trigger { get; }

    /// <summary>The time of the transition.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Its number, larger than that of any before it.</summary>
    public long Number { get; }

    /// <summary>Says what led from where to where.</summary>
    public override string ToString() => $"{From} -> {To} by {Trigger}";
}
