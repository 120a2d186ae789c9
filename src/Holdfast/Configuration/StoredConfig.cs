using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>One configuration at a path: reads its stored form and finds its versions in the log.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class StoredConfig(State state, string name)
{
    private readonly StatePath _full = state.Path / name;
    private readonly VersionIndex _index = new(state, name);
    private volatile Seen? _seen;
    private volatile Given? _given;

    /// <summary>Where it is, from the state of all configurations.</summary>
    public StatePath Path { get; } = StatePath.Root / name;

    /// <summary>The current version; null when it is not registered.</summary>
    public VersionedConfig? Find() => Find(state.Read());

    /// <summary>The version at some moment.</summary>
    public VersionedConfig? Find(Tip tip)
    {
        NodeState found = tip.Document.Find(_full);
        if (!found.Exists)
            return null;
        if (_seen is { } seen && ReferenceEquals(seen.Node, found.Value.Node) && seen.Stamp == found.Revision)
            return seen.Config;
        VersionedConfig? config = ConfigEntry.Read(found.Value) is { } entry ? Make(entry, found.Revision) : null;
        _seen = new Seen(found.Value.Node, found.Revision, config);
        return config;
    }

    /// <summary>The version in a snapshot of the state of all configurations.</summary>
    public VersionedConfig? Find(Snapshot snapshot) => ConfigEntry.Read(snapshot, Path) is { } entry
        ? Make(entry, () => ConfigOrigin.Of(state.GetCommit(_index.Find(entry.Version))))
        : null;

    /// <summary>Whether something is stored that is no configuration.</summary>
    public bool IsOther(StateView view) => view.TryGet(Path, out Value stored) && ConfigEntry.Read(stored) is null;

    /// <summary>An earlier version.</summary>
    public VersionedConfig At(long version)
    {
        if (Find() is { } current && current.Version == version)
            return current;
        Commit commit = state.GetCommit(_index.Find(version));
        return Make(ConfigEntry.Read(commit.After, Path)!, () => ConfigOrigin.Of(commit))!;
    }

    /// <summary>The versions from one on.</summary>
    public IReadOnlyList<ConfigChange> GetHistory(long from)
    {
        List<ConfigChange> history = [];
        long last = from - 1;
        foreach (Commit commit in state.History(new HistoryOptions { Path = Path, From = _index.Find(from) }))
        {
            if (ConfigEntry.Read(commit.After, Path) is not { Values: not null } entry || entry.Version <= last)
                continue;
            ConfigOrigin origin = ConfigOrigin.Of(commit);
            Value before = ConfigEntry.Read(commit.Before, Path)?.Values ?? Value.EmptyObject;
            history.Add(new ConfigChange(Make(entry, () => origin)!, before));
            last = entry.Version;
        }

        return history;
    }

    /// <summary>The greatest version ever given, as far as history is kept.</summary>
    /// <remarks>
    /// The stored number alone does not tell: a rollback of the namespace brings back a lower one. It does when the
    /// commit that wrote it is the one that made it, which is seen by the parent it names.
    /// </remarks>
    public long FindLastVersion(Transaction transaction)
    {
        if (ConfigEntry.Read(transaction, Path) is not { } entry)
            return _index.FindNewest();
        long stamp = transaction.GetRevision(Path).Number;
        return IsMadeBy(entry, stamp) ? entry.Version : Math.Max(entry.Version, _index.FindNewest());
    }

    /// <summary>Writes a step in a transaction.</summary>
    public void Write(Transaction transaction, ConfigStep step)
    {
        bool exists = transaction.TryGet(Path, out Value stored);
        ConfigEntry? before = exists ? ConfigEntry.Read(stored) : null;
        (long, long)? parent = before is null ? null : (before.Version, transaction.GetRevision(Path).Number);
        ConfigEntry after = step.New is { } next
            ? new ConfigEntry(next.Version, parent, next.Registered, next.Metadata, next.Values)
            : new ConfigEntry(before!.Version, parent, before.Registered, Value.EmptyObject, null);
        if (exists)
            transaction.Apply(Documents.Patches.Diff.Between(stored, after.ToValue()), Path);
        else
            transaction.Set(Path, after.ToValue());
    }

    /// <summary>Gives the version that a commit of this process made.</summary>
    public VersionedConfig ToCommitted(VersionedConfig made, Revision revision)
    {
        _given = new Given(state.Find(), revision.Number, made.Version);
        Lazy<ConfigOrigin> origin = new(
            () => ConfigOrigin.Of(state.GetCommit(revision)), LazyThreadSafetyMode.PublicationOnly);
        return new VersionedConfig(made.Values, origin, state.Store.Options.Json)
        {
            Name = name,
            Version = made.Version,
            Parent = made.Parent,
            Registered = made.Registered,
            Metadata = made.Metadata,
        };
    }

    /// <summary>Makes a version of its stored form at a moment.</summary>
    public VersionedConfig? Make(ConfigEntry entry, long stamp) => Make(entry, () => FindOrigin(entry, stamp));

    private VersionedConfig? Make(ConfigEntry entry, Func<ConfigOrigin> origin) => entry.Values is { } values
        ? new VersionedConfig(
            values,
            new Lazy<ConfigOrigin>(origin, LazyThreadSafetyMode.PublicationOnly),
            state.Store.Options.Json)
        {
            Name = name,
            Version = entry.Version,
            Parent = entry.Parent?.Version,
            Registered = entry.Registered,
            Metadata = entry.Metadata,
        }
        : null;

    private ConfigOrigin FindOrigin(ConfigEntry entry, long stamp) => ConfigOrigin.Of(
        state.GetCommit(IsMadeBy(entry, stamp) ? new Revision(stamp) : _index.Find(entry.Version)));

    /// <summary>Whether the commit that touched the stored form last is the one that made its version.</summary>
    private bool IsMadeBy(ConfigEntry entry, long stamp)
    {
        Replica? replica = state.Find();
        if (_given is { } given && given.Stamp == stamp && ReferenceEquals(given.Replica, replica))
            return given.Version == entry.Version;
        try
        {
            Commit commit = state.GetCommit(new Revision(stamp));
            bool isMade = entry.Parent is { } parent
                && parent.Revision == commit.DocumentBefore.Find(_full).Revision;
            if (isMade)
                _given = new Given(replica, stamp, entry.Version);
            return isMade;
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            return false;
        }
    }

    private sealed record Seen(object? Node, long Stamp, VersionedConfig? Config);

    private sealed record Given(Replica? Replica, long Stamp, long Version);
}
