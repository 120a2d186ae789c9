using System.Globalization;

namespace Holdfast.Watches;

/// <summary>Takes a change of an object or array apart into the changes of its members, one level down.</summary>
internal static class ChangedMembers
{
    /// <summary>
    /// Whether the members that differ say all about a change; not so when the whole became another kind of value, as
    /// an object that became a number.
    /// </summary>
    public static bool IsDivisible(Change change)
    {
        ValueKind kind = (change.After ?? change.Before)!.Value.Kind;
        return kind is ValueKind.Object or ValueKind.Array && (change.Before is not { } before || before.Kind == kind);
    }

    /// <summary>Gives the members that differ; a side that is not there has none.</summary>
    public static IEnumerable<(StatePath Path, Value? Before, Value? After)> Of(Change change)
    {
        foreach (string name in Names(change.Before).Union(Names(change.After), StringComparer.Ordinal))
        {
            Value? before = Member(change.Before, name);
            Value? after = Member(change.After, name);
            if (before is null || after is null || !before.Value.IsSameText(after.Value))
                yield return (change.Path / name, before, after);
        }
    }

    private static IEnumerable<string> Names(Value? value) => value switch
    {
        { Kind: ValueKind.Object } container => container.Members.Select(member => member.Key),
        { Kind: ValueKind.Array } container =>
            Enumerable.Range(0, container.Count).Select(index => index.ToString(CultureInfo.InvariantCulture)),
        _ => [],
    };

    private static Value? Member(Value? value, string name) =>
        value is { } container && container.TryGet(StatePath.Root / name, out Value member) ? member : default(Value?);
}
