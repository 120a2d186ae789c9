namespace Holdfast.Proof.Tests.Watches;

/// <summary>Resumable: a watch from a revision begins with the first that has to come from there on.</summary>
internal sealed class ResumableCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        foreach (WatchSession session in run.Sessions)
        {
            if (session.From <= 0 || session.Deliveries.Count == 0) continue;
            (long? wanted, long came) = (truth.FirstFrom(session.From), session.Deliveries[0].Revision);
            if (wanted != came)
            {
                return $"a watch from {session.From} began with {came} instead of {wanted}";
            }
        }

        return null;
    }
}
