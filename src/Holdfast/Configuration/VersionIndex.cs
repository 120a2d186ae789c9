using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>
/// Knows which commit gave which configuration which version; read from the log when somebody asks, and kept.
/// </summary>
/// <remarks>
/// A commit gives a version when the number it leaves is greater than all before it: a rollback of the namespace, which
/// brings back a lower one, gives none.
/// Threads. Any. Cost. The first question reads the kept history once, for all configurations; a later one reads what
/// came since.
/// </remarks>
internal sealed class VersionIndex(State state)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Given> _byName = new(StringComparer.Ordinal);
    private Replica? _replica;
    private long _scanned;

    /// <summary>
    /// The greatest version in the kept history; <see cref="ConfigAttempt.NoVersion"/> when there is none.
    /// </summary>
    public long FindNewest(string name)
    {
        lock (_lock)
        {
            CatchUp();
            return _byName.GetValueOrDefault(name)?.Newest ?? ConfigAttempt.NoVersion;
        }
    }

    /// <summary>Finds the commit that gave a version.</summary>
    /// <exception cref="PathNotFoundException">UnknownConfiguration.</exception>
    /// <exception cref="HoldfastOperationException">UnknownVersion, TrimmedRevision.</exception>
    public Revision Find(string name, long version)
    {
        lock (_lock)
        {
            CatchUp();
            Given? given = _byName.GetValueOrDefault(name);
            return given?.Find(version) ?? throw Missing(name, version, given);
        }
    }

    private Exception Missing(string name, long version, Given? given)
    {
        long now = ConfigEntry.Read(state, StatePath.Root / name)?.Version ?? ConfigAttempt.NoVersion;
        long newest = Math.Max(now, given?.Newest ?? ConfigAttempt.NoVersion);
        if (newest == ConfigAttempt.NoVersion)
            return ConfigFailures.Unknown(name);
        long oldest = given?.Oldest ?? newest + 1;
        return version >= 0 && version < oldest && version <= newest
            ? ConfigFailures.Trimmed(name, version, oldest)
            : ConfigFailures.UnknownVersion(name, version, newest);
    }

    private void CatchUp()
    {
        Replica? replica = state.Find();
        if (!ReferenceEquals(replica, _replica))
        {
            // The namespace was removed; what has its name now began anew.
            Forget();
            _replica = replica;
        }

        long newest = state.Revision.Number;
        if (newest == _scanned)
            return;
        try
        {
            Scan(_scanned == 0 ? null : new Revision(_scanned + 1));
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            // History was trimmed past the place where this index stopped.
            Forget();
            Scan(null);
        }

        _scanned = Math.Max(_scanned, newest);
    }

    private void Scan(Revision? from)
    {
        foreach (Commit commit in state.History(new HistoryOptions { From = from }))
        {
            _scanned = commit.Revision.Number;
            Snapshot after = commit.After;
            foreach (string name in ConfigNames.TouchedBy(commit))
            {
                if (ConfigEntry.Read(after, StatePath.Root / name) is { Values: not null } entry)
                    Note(name, entry.Version);
            }
        }
    }

    private void Note(string name, long version)
    {
        if (!_byName.TryGetValue(name, out Given? given))
            _byName.Add(name, given = new Given());
        given.Note(version, _scanned);
    }

    private void Forget()
    {
        _byName.Clear();
        _scanned = 0;
    }

    /// <summary>The versions of one configuration in order, each with its commit.</summary>
    private sealed class Given
    {
        private readonly List<long> _versions = [];
        private readonly List<long> _revisions = [];

        public long Oldest => _versions[0];

        public long Newest => _versions[^1];

        public void Note(long version, long revision)
        {
            if (_versions.Count > 0 && version <= Newest)
                return;
            _versions.Add(version);
            _revisions.Add(revision);
        }

        public Revision? Find(long version)
        {
            int place = _versions.BinarySearch(version);
            return place >= 0 ? new Revision(_revisions[place]) : null;
        }
    }
}
