using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs;

namespace Holdfast.Replicas;

/// <summary>Finds the tip of any kept revision: the nearest checkpoint below it, and the records after that.</summary>
internal sealed class TipReader
{
    private readonly Log _log;

    public TipReader(Log log) => _log = log;

    /// <summary>The tip of the newest checkpoint, or the start of the log; what follows is not applied yet.</summary>
    public Tip Newest() => FromCheckpoint(long.MaxValue) ?? Start();

    /// <summary>The tip of the newest checkpoint at or below a revision; null when there is none.</summary>
    public Tip? FromCheckpoint(long atOrBelow)
    {
        using Checkpoint? checkpoint = _log.OpenCheckpoint(atOrBelow);
        return checkpoint is null ? null : CompanionFormat.Read(checkpoint);
    }

    /// <summary>The tip at a revision: the document after the last commit at or below it.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision: it is older than the kept history.</exception>
    public Tip At(long revision)
    {
        Tip tip = FromCheckpoint(revision) ?? Start();
        if (tip.Revision >= revision) return tip;

        var replayer = new Replayer();
        _log.Read(tip.Position, (payload, next) =>
        {
            Tip after = replayer.Advance(tip, payload, next, out _);
            if (after.Revision > revision) return false;

            tip = after;
            return tip.Revision < revision;
        });
        return tip;
    }

    private Tip Start()
    {
        if (_log.OldestRevision > 1)
        {
            throw new HoldfastOperationException(
                ErrorCode.TrimmedRevision,
                $"The history of '{_log.Name}' begins at revision {_log.OldestRevision}; ask for a newer revision.");
        }

        return Tip.Start(_log.Oldest);
    }
}
