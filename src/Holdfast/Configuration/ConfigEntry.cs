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
    private static readonly StatePath VersionPath = StatePath.Parse("/version");
    private static readonly StatePath RegisteredPath = StatePath.Parse("/registered");
    private static readonly StatePath MetadataPath = StatePath.Parse("/metadata");
    private static readonly StatePath ValuesPath = StatePath.Parse("/values");
    private static readonly StatePath AheadPath = StatePath.Parse("/ahead");
    private static readonly StatePath MadePath = StatePath.Parse("/made");
    private static readonly StatePath ParentVersionPath = StatePath.Parse("/parent/version");
    private static readonly StatePath ParentRevisionPath = StatePath.Parse("/parent/revision");

    /// <summary>
    /// How much greater a version may be than the revision before the one that gave it: the numbers of a version that
    /// was made elsewhere run ahead.
    /// </summary>
    public long Ahead { get; init; }

    /// <summary>Who made a version that was made elsewhere; null when its commit tells.</summary>
    public ConfigOrigin? Made { get; init; }

    /// <summary>Reads what is stored; null when it is not a configuration.</summary>
    public static ConfigEntry? Read(Value stored)
    {
        if (stored.Kind != ValueKind.Object || !TryGetNumber(stored, VersionPath, out long version))
            return null;
        bool hasValues = stored.TryGet(ValuesPath, out Value values);
        if (hasValues && values.Kind != ValueKind.Object)
            return null;
        return new ConfigEntry(
            version,
            ReadParent(stored),
            TryGetNumber(stored, RegisteredPath, out long registered) ? registered : version,
            stored.TryGet(MetadataPath, out Value metadata) && metadata.Kind == ValueKind.Object
                ? metadata
                : Value.EmptyObject,
            hasValues ? values : default(Value?))
        {
            Ahead = TryGetNumber(stored, AheadPath, out long ahead) ? ahead : 0,
            Made = stored.TryGet(MadePath, out Value made) ? OriginForm.Read(made) : null,
        };
    }

    /// <summary>Reads what is stored at a path; null when nothing is, or no configuration.</summary>
    public static ConfigEntry? Read(StateView view, StatePath path) =>
        view.TryGet(path, out Value stored) ? Read(stored) : null;

    public Value ToValue()
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("version", Version),
            new("parent", ParentToValue(Parent)),
        ];
        if (Values is { } values)
        {
            members.Add(new("registered", Registered));
            members.Add(new("metadata", Metadata));
            members.Add(new("values", values));
        }

        if (Ahead > 0)
            members.Add(new("ahead", Ahead));
        if (Made is { } made)
            members.Add(new("made", OriginForm.ToValue(made)));
        return Value.FromMembers(members);
    }

    /// <summary>Gives the stored form of a parent.</summary>
    public static Value ParentToValue((long Version, long Revision)? parent) => parent is { } known
        ? Value.FromMembers([new("version", known.Version), new("revision", known.Revision)])
        : Value.Null;

    private static (long Version, long Revision)? ReadParent(Value stored) =>
        TryGetNumber(stored, ParentVersionPath, out long version)
            && TryGetNumber(stored, ParentRevisionPath, out long revision)
                ? (version, revision)
                : null;

    private static bool TryGetNumber(Value stored, StatePath path, out long number)
    {
        number = 0;
        return stored.TryGet(path, out Value value) && value.Node is Documents.Numbers.IntegerNode
            && (number = (long)value) >= 0;
    }
}
