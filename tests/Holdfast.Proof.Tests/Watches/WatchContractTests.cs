using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>The checks themselves: each takes a good run, and refuses one that breaks its word.</summary>
public sealed class WatchContractTests
{
    // Revisions 2, 4, ... have to come; the odd ones touch nothing that is watched.
    private static readonly WatchTruth Truth = new(Enumerable.Range(1, 20).Select(index => Make(index * 2)));

    [Fact]
    public void FindFaults_GoodRun_GivesNone() =>
        Assert.Empty(WatchContract.FindFaults(Run(false, (1, [2, 4, 6]), (7, [8, 10]), (11, [])), Truth));

    [Fact]
    public void FindFaults_NamedReaderThatRepeatsItsLast_GivesNone() =>
        Assert.Empty(WatchContract.FindFaults(Run(true, (0, [2, 4, 6]), (0, [6, 8])), Truth));

    [Fact]
    public void Ordered_OlderAfterNewer_IsRefused() =>
        Assert.NotNull(new OrderedCheck().FindFault(Run(false, (1, [2, 6, 4])), Truth));

    [Fact]
    public void Unique_TwiceInASession_IsRefused() =>
        Assert.NotNull(new UniqueCheck().FindFault(Run(false, (1, [2, 4, 4])), Truth));

    [Fact]
    public void Unique_OnceMoreFromABookmark_IsRefused() =>
        Assert.NotNull(new UniqueCheck().FindFault(Run(false, (1, [2, 4]), (5, [4, 6])), Truth));

    [Fact]
    public void Unique_NamedReaderThatRepeatsMoreThanItsLast_IsRefused() =>
        Assert.NotNull(new UniqueCheck().FindFault(Run(true, (0, [2, 4, 6]), (0, [4, 6])), Truth));

    [Fact]
    public void Reliable_LeftOutInASession_IsRefused() =>
        Assert.NotNull(new ReliableCheck().FindFault(Run(false, (1, [2, 6])), Truth));

    [Fact]
    public void Reliable_LeftOutBetweenSessions_IsRefused() =>
        Assert.NotNull(new ReliableCheck().FindFault(Run(true, (0, [2, 4]), (0, [8])), Truth));

    [Fact]
    public void Atomic_PartOfACommit_IsRefused()
    {
        WatchRun run = Run(false, (1, [2, 4]));
        run.Sessions[0].Deliveries[1] = run.Sessions[0].Deliveries[1] with { Changes = "half" };
        Assert.NotNull(new AtomicCheck().FindFault(run, Truth));
    }

    [Fact]
    public void Atomic_AnotherRevisionsState_IsRefused()
    {
        WatchRun run = Run(false, (1, [2, 4]));
        run.Sessions[0].Deliveries[0] = run.Sessions[0].Deliveries[0] with { After = "state 4" };
        Assert.NotNull(new AtomicCheck().FindFault(run, Truth));
    }

    [Fact]
    public void Atomic_WhatIsNotWatched_IsRefused() =>
        Assert.NotNull(new AtomicCheck().FindFault(Run(false, (1, [2, 3])), Truth));

    [Fact]
    public void Resumable_BeginsTooLate_IsRefused() =>
        Assert.NotNull(new ResumableCheck().FindFault(Run(false, (3, [6])), Truth));

    [Fact]
    public void Resumable_BeginsTooEarly_IsRefused() =>
        Assert.NotNull(new ResumableCheck().FindFault(Run(false, (5, [4, 6])), Truth));

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void Bookmarkable_PositionThatWouldRepeatOrLeaveOut_IsRefused(long position)
    {
        WatchRun run = Run(false, (1, [2, 4]));
        run.Sessions[0].Deliveries[1] = run.Sessions[0].Deliveries[1] with { Position = position };
        Assert.NotNull(new BookmarkableCheck().FindFault(run, Truth));
    }

    [Fact]
    public void Unbroken_StateBetweenIsMissing_IsRefused() =>
        Assert.NotNull(new UnbrokenCheck().FindFault(Run(false, (1, [2, 4]), (5, [8])), Truth));

    [Fact]
    public void FindFaults_WholeRunIsBroken_IsRefusedAlsoWhereNoHistoryIsKept()
    {
        WatchRun run = Run(false, (1, [2, 6, 8, 10]));
        Assert.Empty(WatchContract.FindFaults(run.From(8), Truth));
        Assert.NotEmpty(WatchContract.FindFaults(run.From(8), Truth, run));
    }

    [Fact]
    public void From_PartOfARun_KeepsTheContract()
    {
        WatchRun part = Run(false, (1, [2, 4, 6]), (7, [8, 10]), (11, [])).From(5);
        Assert.Equal([6, 8, 10], part.Deliveries.Select(one => one.Revision));
        Assert.Empty(WatchContract.FindFaults(part, Truth));
    }

    [Fact]
    public void Next_AfterDeliveries_IsBehindTheLastPosition() => Assert.Equal(5, Run(false, (1, [2, 4])).Next);

    private static WatchRun Run(bool isNamed, params (long From, long[] Revisions)[] sessions)
    {
        var run = new WatchRun(isNamed);
        run.Sessions.AddRange(sessions.Select(one =>
            new WatchSession(one.From, Math.Max(0, one.From - 1), [.. one.Revisions.Select(Make)])));
        return run;
    }

    private static Delivery Make(long revision) =>
        new(revision, revision - 1, $"state {revision - 2}", $"state {revision}", $"changes {revision}", revision);
}
