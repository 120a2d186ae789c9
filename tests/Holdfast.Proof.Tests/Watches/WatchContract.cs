namespace Holdfast.Proof.Tests.Watches;

/// <summary>All words of the contract.</summary>
internal static class WatchContract
{
    private static readonly IWatchCheck[] Checks =
    [
        new OrderedCheck(), new UniqueCheck(), new ReliableCheck(), new AtomicCheck(), new ResumableCheck(),
        new BookmarkableCheck(),
    ];

    private static readonly UnbrokenCheck Unbroken = new();

    /// <summary>The words that a run breaks, with how; none when all is well.</summary>
    /// <param name="run">What is checked against the truth.</param>
    /// <param name="truth">What had to come.</param>
    /// <param name="whole">The run with what came before the kept history; null: the same.</param>
    public static IReadOnlyList<string> FindFaults(WatchRun run, WatchTruth truth, WatchRun? whole = null) =>
        [.. Checks.Select(check => (check, Fault: check.FindFault(run, truth)))
            .Append((Unbroken, Unbroken.FindFault(whole ?? run, truth)))
            .Where(one => one.Fault is not null)
            .Select(one => $"{one.check.GetType().Name}: {one.Fault}")];
}
