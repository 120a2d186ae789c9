using Holdfast.Errors;
using Holdfast.Logs;

namespace Holdfast.Replicas;

/// <summary>Reads commits of the kept history, with their documents, and documents of any kept revision.</summary>
/// <remarks>Threads. Any; an enumeration belongs to one thread at a time.</remarks>
internal sealed class HistoryReader(Replica replica)
{
    // How many commits are read from the log at once.
    private const int BatchCommits = 256;

    private Log Log => replica.Log;

    /// <summary>Gives the document at a revision.</summary>
    /// <exception cref="HoldfastOperationException">UnknownRevision, TrimmedRevision or CutRevision.</exception>
    public Tip At(long revision)
    {
        Tip tip = ReadBeyond(revision);
        if (revision == tip.Revision) return tip;

        if (replica.FindRecentAfter(revision) is { } next)
            return tip with { Document = next.DocumentBefore, Revision = revision };

        ThrowIfTrimmed(revision + 1);
        return new TipReader(Log).At(revision) with { Revision = revision };
    }

    /// <summary>Reads the commits after a revision, up to the newest when the reading comes there.</summary>
    /// <remarks>Cost. What is recent is in memory; what is older is replayed from the checkpoint below it.</remarks>
    public IEnumerable<Commit> After(long revision)
    {
        ThrowIfCut(replica.Read(), revision);
        ThrowIfTrimmed(revision + 1);
        return replica.FindRecentAfter(revision) is null
            ? ReadLog(new TipReader(Log).At(revision), revision, BatchCommits)
            : ReadRecent(revision);
    }

    /// <summary>
    /// Finds one commit; null when the number is a kept one but no commit (the recovery's own, or the empty document).
    /// </summary>
    public Commit? Find(long revision)
    {
        ReadBeyond(revision);
        if (revision == 0) return null;

        Commit? found = replica.FindRecentAfter(revision - 1) ?? FindInLog(revision);
        return found?.Origin.Revision == revision ? found : null;
    }

    /// <summary>The position before the first kept commit.</summary>
    public long BeforeOldest => Log.OldestRevision - 1;

    /// <summary>Throws when a position lies among lost revisions.</summary>
    public static void ThrowIfCut(Tip tip, long revision)
    {
        if (tip.FindGap(revision) is { } gap)
        {
            throw new HoldfastOperationException(
                ErrorCode.CutRevision,
                $"Revision {revision} was lost by a power failure or a restore ({gap.First} to {gap.Last}); "
                    + $"go on from {gap.Last + 1}.");
        }
    }

    private void ThrowIfTrimmed(long wanted)
    {
        long oldest = Log.OldestRevision;
        if (wanted < oldest)
        {
            throw new HoldfastOperationException(
                ErrorCode.TrimmedRevision,
                $"The history of '{Log.Name}' is kept from revision {oldest} on; begin there or later.");
        }
    }

    /// <summary>Gives the newest tip, which is not before a revision.</summary>
    private Tip ReadBeyond(long revision)
    {
        if (revision < 0)
        {
            throw new HoldfastOperationException(
                ErrorCode.UnknownRevision,
                $"There is no revision {revision}; they begin at 0, the empty document.");
        }

        Tip tip = replica.Read();
        if (revision > tip.Revision)
        {
            throw new HoldfastOperationException(
                ErrorCode.UnknownRevision,
                $"Revision {revision} is not committed yet, the newest is {tip.Revision}; use that one.");
        }

        ThrowIfCut(tip, revision);
        return tip;
    }

    private Commit? FindInLog(long revision)
    {
        ThrowIfTrimmed(revision);
        return ReadLog(new TipReader(Log).At(revision - 1), revision - 1, batchCommits: 1).FirstOrDefault();
    }

    /// <summary>Goes through what the replica remembers; whoever is too slow for that goes on in the log.</summary>
    private IEnumerable<Commit> ReadRecent(long after)
    {
        while (replica.Read().Revision > after && replica.FindRecentAfter(after) is { } commit)
        {
            after = commit.Origin.Revision;
            yield return commit;
        }

        if (replica.Read().Revision == after) yield break;

        foreach (Commit commit in After(after))
        {
            yield return commit;
        }
    }

    private IEnumerable<Commit> ReadLog(Tip start, long after, int batchCommits)
    {
        var replayer = new Replayer();
        var batch = new List<Commit>(batchCommits);
        Tip tip = start;
        do
        {
            batch.Clear();
            Log.Read(tip.Position, (payload, next) =>
            {
                tip = replayer.Advance(tip, payload, next, out Commit? commit);
                if (commit?.Origin.Revision > after) batch.Add(commit);

                return batch.Count < batchCommits;
            });

            foreach (Commit commit in batch)
            {
                yield return commit;
            }
        }
        while (batch.Count > 0);
    }
}
