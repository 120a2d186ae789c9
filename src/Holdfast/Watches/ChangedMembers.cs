namespace Holdfast.Watches;

/// <summary>Takes a change of an object apart into the changes of its members, one level down.</summary>
internal static class ChangedMembers
{
    /// <summary>Gives the members that differ; a side that is no object has none.</summary>
    public static IEnumerable<(StatePath Path, Value? Before, Value? After)> Of(Change change)
    {
        foreach (string name in Names(change.Before).Union(Names(change.After), StringComparer.Ordinal))
        {
            Value? before = Member(change.Before, name);
            Value? after = Member(change.After, name);
            if (before is null || after is null || !before.Value.IsSameText(after.Value))
            {
                yield return (change.Path / name, before, after);
            }
        }
    }

    private static IEnumerable<string> Names(Value? value) =>
        value is { Kind: ValueKind.Object } container ? container.Members.Select(member => member.Key) : [];

    private static Value? Member(Value? value, string name) =>
        value is { Kind: ValueKind.Object } container && container.TryGet(StatePath.Root / name, out Value member)
            ? member
            : default(Value?);
}
