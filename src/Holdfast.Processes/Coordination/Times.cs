using System.Globalization;

namespace Holdfast.Processes.Coordination;

/// <summary>Times as the records have them: ISO 8601, UTC, seven digits behind the point.</summary>
internal static class Times
{
    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Reads the time that is a member of a record; null when there is none.</summary>
    public static DateTimeOffset? Find(Value record, string name) =>
        record.TryGet(StatePath.Root / name, out Value text) && text.Kind == ValueKind.String
        && TryParse((string?)text, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>Gives a length of time for a person.</summary>
    public static string ToWords(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
