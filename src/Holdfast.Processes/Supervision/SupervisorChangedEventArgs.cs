namespace Holdfast.Processes.Supervision;

/// <summary>Tells that a supervisor, or one of its children, has changed.</summary>
/// <param name="phase">How far the supervisor is now.</param>
/// <param name="children">The children, in order.</param>
/// <param name="exit">The end that was noticed; null: there was none.</param>
public sealed class SupervisorChangedEventArgs(
    SupervisorPhase phase, IReadOnlyList<SupervisedChild> children, ChildExit? exit) : EventArgs
{
    /// <summary>How far the supervisor is now.</summary>
    public SupervisorPhase Phase { get; } = phase;

    /// <summary>The children, in order.</summary>
    public IReadOnlyList<SupervisedChild> Children { get; } = children;

    /// <summary>The end that was noticed; null: children were started or stopped.</summary>
    public ChildExit? Exit { get; } = exit;

    /// <summary>Says how far the supervisor is, and which end was noticed.</summary>
    public override string ToString() => Exit is { } end
        ? $"{Phase}: {end.Child} ended{(end.ExitCode is { } code ? $" with {code}" : "")}, {end.Action}"
        : $"{Phase}: {Children.Count(child => child.IsAlive)} of {Children.Count} children run";
}
