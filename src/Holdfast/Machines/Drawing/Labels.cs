using Holdfast.Machines.Definitions;
using Holdfast.Timing;

namespace Holdfast.Machines.Drawing;

/// <summary>The words on an arrow of a drawing.</summary>
internal static class Labels
{
    /// <summary>What makes a machine take a transition: the trigger or the time, and the guard in brackets.</summary>
    public static string Of<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint, Step<TState, TTrigger> step)
        where TState : notnull
        where TTrigger : notnull
    {
        string cause = step.Delay is { } delay
            ? "after " + TimeText.Of(delay)
            : blueprint.TriggerNames[step.Trigger];
        return step.Guard is { } guard ? $"{cause} [{guard.Name}]" : cause;
    }
}
