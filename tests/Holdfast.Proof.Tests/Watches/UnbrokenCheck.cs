using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>
/// Reliable and atomic, also where no history is kept any more: each delivery begins with the state in which the one
/// before it ended.
/// </summary>
internal sealed class UnbrokenCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        Delivery? last = null;
        foreach (Delivery came in run.Deliveries)
        {
            bool isKnown = last is { After: not Delivery.Unknown } && came.Before != Delivery.Unknown;
            if (isKnown && last!.Revision != came.Revision && last.After != came.Before)
            {
                return $"between revision {last.Revision} and {came.Revision} something is missing";
            }

            last = came;
        }

        return null;
    }
}
