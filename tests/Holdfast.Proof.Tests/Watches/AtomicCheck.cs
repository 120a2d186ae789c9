using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>Atomic: each delivery is one whole commit, with the states right before and right after it.</summary>
internal sealed class AtomicCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        foreach (Delivery came in run.Deliveries)
        {
            if (!truth.All.TryGetValue(came.Revision, out Delivery? committed))
            {
                return $"revision {came.Revision} touches nothing that is watched";
            }

            string changes = committed.Changes == WatchTruth.Any ? WatchTruth.Any : came.Changes;
            if (came with { Position = committed.Position, Changes = changes } != committed)
            {
                return $"revision {came.Revision} came as '{came}' and was committed as '{committed}'";
            }
        }

        return null;
    }
}
