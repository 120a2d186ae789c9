using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>Words what goes wrong with locks, queues and the like.</summary>
internal static class CoordinationFailures
{
    public static HoldTimeoutException TimedOut(
        string what, StatePath path, IReadOnlyList<Holder> holders, DateTimeOffset now) => new(
            holders switch
            {
                [] => $"The {what} '{path}' was not free in time; others were first. Try again, or wait longer.",
                [var only] => $"The {what} '{path}' is held by {ToWords(only, now)}; wait longer, or end that process.",
                [var first, ..] => $"The {what} '{path}' is held by {holders.Count}, longest by "
                    + $"{ToWords(first, now)}; wait longer, or end one of them.",
            },
            holders);

    public static HoldfastOperationException Lost(string what, StatePath path, Revision token) => new(
        ErrorCode.HoldLost,
        $"The {what} '{path}' with the token {token} is held no longer: it was given back, its time was over, or "
            + "somebody removed it. Stop, and take it anew.")
    {
        Path = path.ToString(),
    };

    public static HoldfastOperationException OtherCount(StatePath path, Value count, int wanted) => new(
        ErrorCode.CountDiffers,
        $"The record at '{path}' is for {count}, and {wanted} was asked for; give the same number everywhere, or "
            + "remove the record while nobody uses it.")
    {
        Path = path.ToString(),
    };

    /// <summary>Says what is at a path instead.</summary>
    public static HoldfastOperationException NotCoordination(
        string what, StatePath path, Value found, string? member = null) => new(
            ErrorCode.NotCoordination,
            $"What is at '{path}' is not a {what}: it is {ToWords(found)}"
                + $"{(member is null ? "" : $" with '{member}'")}. Use another path, or remove what is there.")
        {
            Path = path.ToString(),
        };

    private static string ToWords(Value found) => found.Kind switch
    {
        ValueKind.Object => "an object",
        ValueKind.Array => "an array",
        ValueKind.String => "a string",
        ValueKind.Number => "a number",
        ValueKind.Boolean => "true or false",
        _ => "null",
    };

    private static string ToWords(Holder holder, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"process {holder.Process.ProcessId} since {holder.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z "
            + $"({Times.ToWords(now - holder.Since)})");
}
