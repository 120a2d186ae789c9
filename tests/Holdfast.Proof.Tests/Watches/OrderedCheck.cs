namespace Holdfast.Proof.Tests.Watches;

/// <summary>Ordered: what comes later is never older.</summary>
internal sealed class OrderedCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        foreach (WatchSession session in run.Sessions)
        {
            for (int index = 1; index < session.Deliveries.Count; index++)
            {
                (long earlier, long later) =
                    (session.Deliveries[index - 1].Revision, session.Deliveries[index].Revision);
                if (later < earlier)
                {
                    return $"revision {later} came after {earlier}";
                }
            }
        }

        return null;
    }
}
