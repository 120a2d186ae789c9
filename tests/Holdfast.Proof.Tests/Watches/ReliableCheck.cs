namespace Holdfast.Proof.Tests.Watches;

/// <summary>Reliable: of what had to come up to the last delivery, all came.</summary>
internal sealed class ReliableCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        if (!run.Deliveries.Any())
        {
            return null;
        }

        HashSet<long> came = [.. run.Deliveries.Select(one => one.Revision)];
        long last = came.Max();
        for (long? wanted = truth.FirstFrom(run.Sessions[0].Position + 1);
            wanted <= last;
            wanted = truth.FirstFrom(wanted.Value + 1))
        {
            if (!came.Contains(wanted.Value))
            {
                return $"revision {wanted} never came";
            }
        }

        return null;
    }
}
