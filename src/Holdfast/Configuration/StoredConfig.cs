using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>One configuration at a path: reads its stored form and finds its versions in the log.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class StoredConfig(State state, VersionIndex index, AheadNotes notes, string name)
{
    private readonly StatePath _full = state.Path / name;
    private readonly StatePath _version = state.Path / name / "version";
    private readonly StatePath _parent = state.Path / name / "parent";
    private readonly StatePath _registered = state.Path / name / "registered";
    private readonly StatePath _metadata = state.Path / name / "metadata";
    private readonly StatePath _values = state.Path / name / "values";
    private readonly KeptVersions _kept = new();
    private volatile ConfigReading? _seen;
    private volatile Given? _given;

    /// <summary>Where it is, from the state of all configurations.</summary>
    public StatePath Path { get; } = StatePath.Root / name;

    /// <summary>The current version; null when it is not registered.</summary>
    public VersionedConfig? Find() => Find(state.Read());

    /// <summary>The version at some moment.</summary>
    public VersionedConfig? Find(Tip tip)
    {
        NodeState found = tip.Document.Find(_full);
        return found.Exists ? Read(found.Value, found.Revision).Config : null;
    }

    /// <summary>What stands there in a transaction on the whole namespace.</summary>
    public ConfigReading Read(Transaction transaction) => transaction.TryGet(_full, out Value stored)
        ? Read(stored, transaction.GetRevision(_full).Number)
        : ConfigReading.Nothing;

    /// <summary>The version in a snapshot of the state of all configurations.</summary>
    public VersionedConfig? Find(Snapshot snapshot) => ConfigEntry.Read(snapshot, Path) is { } entry
        ? Make(entry, () => ConfigOrigin.Of(state.GetCommit(index.Find(name, entry.Version))))
        : null;

    /// <summary>Whether something is stored that is not a configuration.</summary>
    public bool IsOther(StateView view) => view.TryGet(Path, out Value stored) && ConfigEntry.Read(stored) is null;

    /// <summary>An earlier version.</summary>
    public VersionedConfig At(long version)
    {
        if (Find() is { } current && current.Version == version)
            return current;
        Replica? replica = state.Find();
        if (_kept.Find(replica, version) is { } kept)
            return kept;
        Commit commit = state.GetCommit(index.Find(name, version));
        VersionedConfig found = Make(ConfigEntry.Read(commit.After, Path)!, () => ConfigOrigin.Of(commit))!;
        _kept.Keep(replica, commit.Revision.Number, found);
        return found;
    }

    /// <summary>The versions from one on.</summary>
    public IReadOnlyList<ConfigChange> GetHistory(long from)
    {
        List<ConfigChange> history = [];
        long last = from - 1;
        foreach (Commit commit in state.History(new HistoryOptions { Path = Path, From = index.Find(name, from) }))
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

    /// <summary>The greatest version ever given, or a greater number that none can have had.</summary>
    /// <remarks>
    /// The stored number alone does not tell: a rollback of the namespace brings back a lower one. It does when the
    /// commit that wrote it is the one that made it, which is seen by the parent it names. What history does not tell
    /// any more was given before the oldest commit that is kept, and a version is less than the revision that gave it,
    /// but for the numbers by which it runs ahead. Where nothing is stored there may have been something too, until a
    /// rollback.
    /// </remarks>
    public long FindLastVersion(ConfigReading reading)
    {
        ConfigEntry? entry = reading.Entry;
        if (entry is not null && IsMadeBy(entry, reading.Stamp)) return entry.Version;
        long known = Math.Max(entry?.Version ?? ConfigAttempt.NoVersion, index.FindNewest(name));
        long trimmed = state.OldestRevision.Number - 2;
        if (trimmed < 0) return known;
        return Math.Max(known, trimmed + Math.Max(entry?.Ahead ?? 0, notes.Find(name)));
    }

    /// <summary>By how much a step's number runs ahead and nobody has noted it; 0: by none.</summary>
    public long FindUnnoted(Transaction transaction, ConfigReading before, ConfigStep step)
    {
        if (step.New is not { Made: not null } next) return 0;
        long ahead = AheadOf(transaction, before.Entry, next);
        return ahead > 0 && ahead > notes.Find(name) ? ahead : 0;
    }

    /// <summary>Writes a step in a transaction on the whole namespace: no more than what differs.</summary>
    public void Write(Transaction transaction, ConfigReading before, ConfigStep step)
    {
        ConfigEntry? old = before.Entry;
        if (step.New is not { } next)
        {
            ConfigEntry ended = new(old!.Version, (old.Version, before.Stamp), 0, Value.EmptyObject, null)
            {
                Ahead = old.Ahead,
            };
            transaction.Set(_full, ended.ToValue());
            return;
        }

        long? parent = next.Made is null ? old?.Version : next.Parent;
        ConfigEntry begun = new(
            next.Version,
            parent is { } version ? (version, before.Stamp) : null,
            next.Registered,
            next.Metadata,
            next.Values)
        {
            Ahead = next.Made is null ? old?.Ahead ?? 0 : AheadOf(transaction, old, next),
            Made = next.Made,
        };
        if (old is { Values: { } values } && (old.Made, old.Ahead) == (begun.Made, begun.Ahead))
        {
            transaction.Set(_version, next.Version);
            transaction.Set(_parent, ConfigEntry.ParentToValue(begun.Parent));
            WriteUnlessSame(transaction, _registered, old.Registered, next.Registered);
            WriteUnlessSame(transaction, _metadata, old.Metadata, next.Metadata);
            transaction.Follow(Documents.Patches.Diff.Between(values, next.Values), _values);
        }
        else
        {
            transaction.Set(_full, begun.ToValue());
        }
    }

    /// <summary>The transaction commits behind its own revision, if not later.</summary>
    private static long AheadOf(Transaction transaction, ConfigEntry? old, VersionedConfig next) =>
        Math.Max(old?.Ahead ?? 0, next.Version - transaction.Revision.Number);

    /// <summary>Gives the version that a commit of this process made.</summary>
    public VersionedConfig ToCommitted(VersionedConfig made, Revision revision)
    {
        Replica? replica = state.Find();
        _given = new Given(replica, revision.Number, made.Version);
        Lazy<ConfigOrigin> origin = new(
            () => made.Made ?? ConfigOrigin.Of(state.GetCommit(revision)), LazyThreadSafetyMode.PublicationOnly);
        VersionedConfig committed = new(made.Values, origin, state.Store.Options.Json)
        {
            Name = name,
            Version = made.Version,
            Parent = made.Parent,
            Registered = made.Registered,
            Metadata = made.Metadata,
            Made = made.Made,
        };
        _kept.Keep(replica, revision.Number, committed);
        return committed;
    }

    private static void WriteUnlessSame(Transaction transaction, StatePath path, Value before, Value after)
    {
        if (!before.IsSameText(after))
            transaction.Set(path, after);
    }

    private ConfigReading Read(Value stored, long stamp)
    {
        if (_seen is { } seen && seen.IsOf(stored, stamp))
            return seen;
        ConfigEntry? entry = ConfigEntry.Read(stored);
        VersionedConfig? config = entry is null ? null : Make(entry, () => FindOrigin(entry, stamp));
        ConfigReading reading = new(true, stored, stamp, entry, config);
        _seen = reading;
        return reading;
    }

    private VersionedConfig? Make(ConfigEntry entry, Func<ConfigOrigin> origin) => entry.Values is { } values
        ? new VersionedConfig(
            values,
            new Lazy<ConfigOrigin>(() => entry.Made ?? origin(), LazyThreadSafetyMode.PublicationOnly),
            state.Store.Options.Json)
        {
            Name = name,
            Version = entry.Version,
            Parent = entry.Parent?.Version,
            Registered = entry.Registered,
            Metadata = entry.Metadata,
            Made = entry.Made,
        }
        : null;

    private ConfigOrigin FindOrigin(ConfigEntry entry, long stamp) => ConfigOrigin.Of(
        state.GetCommit(IsMadeBy(entry, stamp) ? new Revision(stamp) : index.Find(name, entry.Version)));

    /// <summary>Whether the commit that touched the stored form last is the one that made its version.</summary>
    private bool IsMadeBy(ConfigEntry entry, long stamp)
    {
        Replica? replica = state.Find();
        if (_given is { } given && given.Stamp == stamp && ReferenceEquals(given.Replica, replica))
            return given.Version == entry.Version;
        try
        {
            Commit commit = state.GetCommit(new Revision(stamp));
            bool isMade = entry.Parent is { Revision: > 0 } parent
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

    private sealed record Given(Replica? Replica, long Stamp, long Version);
}
