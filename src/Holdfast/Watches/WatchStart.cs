using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Watches;

/// <summary>Finds the position at which a watch begins: the revision before the first that it delivers.</summary>
internal static class WatchStart
{
    /// <summary>Gives the position for a first revision.</summary>
    /// <exception cref="HoldfastOperationException">TrimmedRevision, naming the oldest kept; CutRevision.</exception>
    public static long Find(Replica replica, Revision? from)
    {
        if (from is not { } first) return replica.Read().Revision;

        long oldest = replica.Log.OldestRevision;
        if (first.Number <= 1) return oldest - 1;

        if (first.Number < oldest)
        {
            throw new HoldfastOperationException(
                ErrorCode.TrimmedRevision,
                $"The history of '{replica.Log.Name}' is kept from revision {oldest} on; watch from there, "
                    + "or from now.");
        }

        HistoryReader.ThrowIfCut(replica.Read(), first.Number);
        return first.Number - 1;
    }
}
