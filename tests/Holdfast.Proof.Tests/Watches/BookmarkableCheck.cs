using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>
/// Bookmarkable: the position kept after a delivery lies at or behind it, and before the next that has to come.
/// </summary>
internal sealed class BookmarkableCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        foreach (Delivery came in run.Deliveries)
        {
            long next = truth.FirstFrom(came.Revision + 1) ?? long.MaxValue;
            if (came.Position < came.Revision || came.Position >= next)
            {
                return $"after revision {came.Revision} the position was {came.Position}, and the next was {next}";
            }
        }

        return run.Sessions.FirstOrDefault(session => session.From > 0
            && session.Position != session.From - 1) is { } moved
            ? $"a watch from {moved.From} began at position {moved.Position}"
            : null;
    }
}
