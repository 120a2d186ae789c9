namespace Holdfast.Configuration;

/// <summary>A configuration as it is stored: what <c>docs/configuration.md</c> describes.</summary>
/// <param name="Version">Its version; without values, the last one it had.</param>
/// <param name="Parent">The version it was made of, and the commit that it was found in; null for the first.</param>
/// <param name="Registered">The version to which a reset goes back.</param>
/// <param name="Metadata">What else is kept with the version.</param>
/// <param name="Values">The values; null when it is not registered any more.</param>
internal sealed record ConfigEntry(
    long Version, (long Version, long Revision)? Parent, long Registered, Value Metadata, Value? Values)
{
    /// <summary>Reads what is stored; null when it is no configuration.</summary>
    public static ConfigEntry? Read(Value stored)
    {
        if (stored.Kind != ValueKind.Object || !TryGetNumber(stored, "version", out long version))
            return null;
        bool hasValues = stored.TryGet("values", out Value values);
        if (hasValues && values.Kind != ValueKind.Object)
            return null;
        return new ConfigEntry(
            version,
            ReadParent(stored),
            TryGetNumber(stored, "registered", out long registered) ? registered : version,
            stored.TryGet("metadata", out Value metadata) && metadata.Kind == ValueKind.Object
                ? metadata
                : Value.EmptyObject,
            hasValues ? values : default(Value?));
    }

    /// <summary>Reads what is stored at a path; null when nothing is, or no configuration.</summary>
    public static ConfigEntry? Read(StateView view, StatePath path) =>
        view.TryGet(path, out Value stored) ? Read(stored) : null;

    public Value ToValue()
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("version", Version),
            new("parent", Parent is { } parent ? ToValue(parent) : Value.Null),
        ];
        if (Values is { } values)
        {
            members.Add(new("registered", Registered));
            members.Add(new("metadata", Metadata));
            members.Add(new("values", values));
        }

        return Value.FromMembers(members);
    }

    private static Value ToValue((long Version, long Revision) parent) =>
        Value.FromMembers([new("version", parent.Version), new("revision", parent.Revision)]);

    private static (long Version, long Revision)? ReadParent(Value stored) =>
        stored.TryGet("parent", out Value parent)
            && TryGetNumber(parent, "version", out long version)
            && TryGetNumber(parent, "revision", out long revision)
                ? (version, revision)
                : null;

    private static bool TryGetNumber(Value stored, string name, out long number)
    {
        number = 0;
        return stored.TryGet(name, out Value value) && value.Node is Documents.Numbers.IntegerNode
            && (number = (long)value) >= 0;
    }
}
