using System.Globalization;

namespace Holdfast.Timing;

/// <summary>Times as people write them.</summary>
internal static class TimeText
{
    /// <summary>A time in the largest unit that gives a whole number: 250 ms, 5 min, 7 d.</summary>
    public static string Of(TimeSpan time)
    {
        (long ticks, string name) = time.Ticks switch
        {
            0 => (TimeSpan.TicksPerSecond, "s"),
            var all when all % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            var all when all % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var all when all % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "min"),
            var all when all % TimeSpan.TicksPerSecond == 0 => (TimeSpan.TicksPerSecond, "s"),
            _ => (TimeSpan.TicksPerMillisecond, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)time.Ticks / ticks} {name}");
    }
}
