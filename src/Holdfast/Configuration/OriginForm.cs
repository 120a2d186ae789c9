using System.Globalization;

namespace Holdfast.Configuration;

/// <summary>The stored form of who made a version, for one that was made elsewhere.</summary>
internal static class OriginForm
{
    private static readonly StatePath AuthorPath = StatePath.Parse("/author");
    private static readonly StatePath ReasonPath = StatePath.Parse("/reason");
    private static readonly StatePath TimePath = StatePath.Parse("/time");
    private static readonly StatePath ProcessPath = StatePath.Parse("/process");

    /// <summary>Gives the stored form.</summary>
    public static Value ToValue(ConfigOrigin origin) => Value.FromMembers(
    [
        new("author", origin.Author),
        new("reason", origin.Reason is { } reason ? reason : Value.Null),
        new("time", origin.Time.ToString("O", CultureInfo.InvariantCulture)),
        new("process", origin.ProcessId),
    ]);

    /// <summary>Reads the stored form; null when it is none, for example edited by hand.</summary>
    public static ConfigOrigin? Read(Value stored)
    {
        if (TextOf(stored, AuthorPath) is not { } author
            || !DateTimeOffset.TryParseExact(
                TextOf(stored, TimePath),
                "O",
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out DateTimeOffset time))
        {
            return null;
        }

        bool hasProcess = stored.TryGet(ProcessPath, out Value process) && process.Kind == ValueKind.Number;
        return new ConfigOrigin(author, TextOf(stored, ReasonPath), time, hasProcess ? (int)process : 0);
    }

    private static string? TextOf(Value stored, StatePath path) =>
        stored.TryGet(path, out Value value) && value.Kind == ValueKind.String ? (string)value! : null;
}
