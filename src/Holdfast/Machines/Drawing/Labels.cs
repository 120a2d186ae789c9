using System.Globalization;
using Holdfast.Machines.Definitions;

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
            ? "after " + ToText(delay)
            : blueprint.TriggerNames[step.Trigger];
        return step.Guard is { } guard ? $"{cause} [{guard.Name}]" : cause;
    }

    /// <summary>A time in the largest unit that gives a whole number: drawings have no room for 00:00:00.3.</summary>
    private static string ToText(TimeSpan delay)
    {
        (long ticks, string name) = delay.Ticks switch
        {
            var all when all % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            var all when all % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var all when all % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "min"),
            var all when all % TimeSpan.TicksPerSecond == 0 => (TimeSpan.TicksPerSecond, "s"),
            _ => (TimeSpan.TicksPerMillisecond, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)delay.Ticks / ticks} {name}");
    }
}
