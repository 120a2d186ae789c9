namespace Holdfast.Proof.Tests.Watches;

/// <summary>All words of the contract.</summary>
internal static class WatchContract
{
    private static readonly IWatchCheck[] Checks =
    [
        new OrderedCheck(), new UniqueCheck(), new ReliableCheck(), new AtomicCheck(), new ResumableCheck(),
        new BookmarkableCheck(),
    ];

    /// <summary>The words that a run breaks, with how; none when all is well.</summary>
    public static IReadOnlyList<string> FindFaults(WatchRun run, WatchTruth truth) =>
        [.. Checks.Select(check => (check, Fault: check.FindFault(run, truth)))
            .Where(one => one.Fault is not null)
            .Select(one => $"{one.check.GetType().Name}: {one.Fault}")];
}
