using System.Globalization;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Says how much history a namespace keeps, for people and as JSON.</summary>
internal static class RetentionText
{
    public static string Of(Retention? retention)
    {
        if (retention is null) return "default";
        if (retention == Retention.Everything) return "everything";
        string bytes = Texts.Bytes(retention.Bytes);
        string commits = retention.Commits is { } count ? $", {Text(count)} commits" : "";
        string age = retention.Age is { } time ? $", {Durations.ToText(time)}" : "";
        return bytes + commits + age;
    }

    /// <summary>Null when nothing is stored; without the limits that there are not.</summary>
    public static Value ToValue(Retention? retention)
    {
        if (retention is null) return Value.Null;
        List<KeyValuePair<string, Value>> members = [];
        if (retention.Bytes != long.MaxValue) members.Add(new("bytes", retention.Bytes));
        if (retention.Commits is { } commits) members.Add(new("commits", commits));
        if (retention.Age is { } age) members.Add(new("ageSeconds", age.TotalSeconds));
        return Value.FromMembers(members);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
