using System.Globalization;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Parsing;

/// <summary>
/// Reads times: decimal seconds, or a number with its unit (<c>250ms</c>, <c>10s</c>, <c>2m</c>, <c>1h</c>, <c>7d</c>).
/// </summary>
internal static class Durations
{
    /// <summary>More than a person means, less than a timer's limit (2^32 - 2 ms, 49.7 days).</summary>
    private const decimal MostSeconds = 49 * 24 * 3600;

    private const decimal MostAgeSeconds = 1000m * 366 * 24 * 3600;

    public static TimeSpan Parse(string text, string option)
    {
        decimal seconds = ParseSeconds(text, option);
        return seconds <= MostSeconds
            ? TimeSpan.FromSeconds((double)seconds)
            : throw Wrong.Usage($"{option} '{text}' is longer than 49 days; leave it out");
    }

    /// <summary>Reads an age, which may be years: no timer waits for it.</summary>
    public static TimeSpan ParseAge(string text, string option)
    {
        decimal seconds = ParseSeconds(text, option);
        return seconds <= MostAgeSeconds
            ? TimeSpan.FromSeconds((double)seconds)
            : throw Wrong.Usage($"{option} '{text}' is longer than 1000 years; leave it out");
    }

    /// <summary>A time as it can be typed, in the largest unit that gives a whole number.</summary>
    public static string ToText(TimeSpan time)
    {
        (long ticks, string name) = time.Ticks switch
        {
            0 => (TimeSpan.TicksPerSecond, "s"),
            var all when all % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            var all when all % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var all when all % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            var all when all % TimeSpan.TicksPerSecond == 0 => (TimeSpan.TicksPerSecond, "s"),
            _ => (TimeSpan.TicksPerMillisecond, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)time.Ticks / ticks}{name}");
    }

    private static decimal ParseSeconds(string text, string option)
    {
        (string number, decimal unit) = text switch
        {
            [.. var head, 'm', 's'] => (head, 0.001m),
            [.. var head, 's'] => (head, 1),
            [.. var head, 'm'] => (head, 60),
            [.. var head, 'h'] => (head, 3600),
            [.. var head, 'd'] => (head, 24 * 3600),
            _ => (text, 1),
        };
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count))
            throw Wrong.Usage($"{option} '{text}' is not a time; give seconds, or 250ms, 10s, 2m, 1h, 7d");
        return count <= MostAgeSeconds / unit ? count * unit : decimal.MaxValue;
    }
}
