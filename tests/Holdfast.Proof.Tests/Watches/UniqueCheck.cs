namespace Holdfast.Proof.Tests.Watches;

/// <summary>
/// Unique: no commit comes twice; to a named reader, only the last one of a session once more at the next one's begin.
/// </summary>
internal sealed class UniqueCheck : IWatchCheck
{
    public string? FindFault(WatchRun run, WatchTruth truth)
    {
        var seen = new HashSet<long>();
        long last = 0;
        foreach (WatchSession session in run.Sessions)
        {
            for (int index = 0; index < session.Deliveries.Count; index++)
            {
                long revision = session.Deliveries[index].Revision;
                bool mayRepeat = run.IsNamed && index == 0 && revision == last;
                if (!seen.Add(revision) && !mayRepeat)
                {
                    return $"revision {revision} came twice";
                }

                last = revision;
            }
        }

        return null;
    }
}
