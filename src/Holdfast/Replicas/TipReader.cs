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
    /// <remarks>
    /// Between the first look and the second a checkpoint may have been kept, and the history below it trimmed.
    /// </remarks>
    public Tip Newest() =>
        FromCheckpoint(long.MaxValue) ?? TryStart() ?? FromCheckpoint(long.MaxValue) ?? throw Trimmed();

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
        Tip tip = FromCheckpoint(revision) ?? TryStart() ?? throw Trimmed();
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

    // Trimming moves the oldest revision before the oldest position, so they are read the other way round: a position
    // that was moved must not pass for the begin of the log.
    private Tip? TryStart()
    {
        LogPosition oldest = _log.Oldest;
        return _log.OldestRevision > 1 ? null : Tip.Start(oldest);
    }

    private HoldfastOperationException Trimmed() => new(
        ErrorCode.TrimmedRevision,
        $"The history of '{_log.Name}' begins at revision {_log.OldestRevision}; ask for a newer revision.");
}
