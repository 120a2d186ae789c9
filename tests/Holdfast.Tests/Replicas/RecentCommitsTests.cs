using Holdfast.Replicas;

namespace Holdfast.Tests.Replicas;

/// <summary>The bounds of the commits that a replica keeps.</summary>
public sealed class RecentCommitsTests
{
    [Theory]
    [InlineData(1, RecentCommits.Capacity)]
    [InlineData(100, RecentCommits.CapacityChanges / 100)]
    [InlineData(2000, 1)]
    public void Add_ManyCommits_KeepsTheNewestOnes(int changes, int kept)
    {
        RecentCommits recent = new();
        Commit[] commits = [.. Commits(changes).Take(RecentCommits.Capacity + 10)];
        foreach (Commit commit in commits) recent.Add(commit, recordBytes: 10);
        Assert.Same(commits[^kept], recent.FindAfter(commits[^kept].Revision.Number - 1));
        Assert.Null(recent.FindAfter(commits[^kept].Revision.Number - 2));
        Assert.Null(recent.FindAfter(commits[^1].Revision.Number));
        recent.Clear();
        Assert.Null(recent.FindAfter(0));
    }

    [Fact]
    public void Add_LargeRecords_KeepsNoMoreThanTheirBytes()
    {
        RecentCommits recent = new();
        Commit[] commits = [.. Commits(1).Take(10)];
        foreach (Commit commit in commits) recent.Add(commit, (int)(RecentCommits.CapacityBytes / 3));
        Assert.Same(commits[^3], recent.FindAfter(commits[^3].Revision.Number - 1));
        Assert.Null(recent.FindAfter(commits[^3].Revision.Number - 2));
    }

    [Fact]
    public void Add_NobodyHasAskedForLong_KeepsFewUntilSomebodyDoes()
    {
        RecentCommits recent = new();
        Commit[] commits = [.. Commits(1).Take(RecentCommits.MemoryCommits + RecentCommits.Capacity + 1)];
        int next = 0;
        while (next <= RecentCommits.MemoryCommits) recent.Add(commits[next++], recordBytes: 10);
        Commit oldest = commits[next - RecentCommits.UnreadChanges];
        Assert.Null(recent.FindAfter(oldest.Revision.Number - 2));
        Assert.Same(oldest, recent.FindAfter(oldest.Revision.Number - 1));
        while (next < commits.Length) recent.Add(commits[next++], recordBytes: 10);
        oldest = commits[^RecentCommits.Capacity];
        Assert.Same(oldest, recent.FindAfter(oldest.Revision.Number - 1));
    }

    private static IEnumerable<Commit> Commits(int changes)
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("some");
        for (int number = 0; ; number++)
        {
            yield return state.GetCommit(state.Atomic(transaction =>
            {
                for (int change = 0; change < changes; change++) transaction.Set($"/{change}", number);
            }));
        }
    }
}
