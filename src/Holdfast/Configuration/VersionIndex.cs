using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>
/// Knows which commit gave a configuration which version; read from the log when somebody asks, and kept.
/// </summary>
/// <remarks>
/// A commit gives a version when the number it leaves is greater than all before it: a rollback of the namespace, which
/// brings back a lower one, gives none.
/// Threads. Any. Cost. The first question reads the kept history once, a later one what came since.
/// </remarks>
internal sealed class VersionIndex(State state, string name)
{
    private readonly Lock _lock = new();
    private readonly StatePath _path = StatePath.Root / name;
    private readonly List<long> _versions = [];
    private readonly List<long> _revisions = [];
    private Replica? _replica;
    private long _scanned;

    /// <summary>
    /// The greatest version in the kept history; <see cref="ConfigAttempt.NoVersion"/> when there is none.
    /// </summary>
    public long FindNewest()
    {
        lock (_lock)
        {
            CatchUp();
            return _versions.Count == 0 ? ConfigAttempt.NoVersion : _versions[^1];
        }
    }

    /// <summary>Finds the commit that gave a version.</summary>
    /// <exception cref="PathNotFoundException">UnknownConfiguration.</exception>
    /// <exception cref="HoldfastOperationException">UnknownVersion, TrimmedRevision.</exception>
    public Revision Find(long version)
    {
        lock (_lock)
        {
            CatchUp();
            int place = _versions.BinarySearch(version);
            if (place >= 0)
                return new Revision(_revisions[place]);
            long newest = Math.Max(NowThere(), _versions.Count == 0 ? ConfigAttempt.NoVersion : _versions[^1]);
            if (newest == ConfigAttempt.NoVersion)
                throw ConfigFailures.Unknown(name);
            long oldest = _versions.Count == 0 ? newest + 1 : _versions[0];
            throw version >= 0 && version < oldest && version <= newest
                ? ConfigFailures.Trimmed(name, version, oldest)
                : ConfigFailures.UnknownVersion(name, version, newest);
        }
    }

    private long NowThere() => ConfigEntry.Read(state, _path)?.Version ?? ConfigAttempt.NoVersion;

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
        foreach (Commit commit in state.History(new HistoryOptions { Path = _path, From = from }))
        {
            _scanned = commit.Revision.Number;
            if (ConfigEntry.Read(commit.After, _path) is { Values: not null, Version: var version } && IsNew(version))
            {
                _versions.Add(version);
                _revisions.Add(_scanned);
            }
        }
    }

    private bool IsNew(long version) => _versions.Count == 0 || version > _versions[^1];

    private void Forget()
    {
        _versions.Clear();
        _revisions.Clear();
        _scanned = 0;
    }
}
