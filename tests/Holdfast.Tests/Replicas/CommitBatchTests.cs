using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.Memory;
using Holdfast.Replicas;

namespace Holdfast.Tests.Replicas;

/// <summary>Commits that are made together share the work, and nothing else.</summary>
public sealed class CommitBatchTests
{
    private readonly MemoryLog _log = new("shop", new Retention());
    private readonly Replica _replica;

    public CommitBatchTests() => _replica = Replica.Open(_log, (_, _) => { });

    // Five commits of 250 MiB, each of which is allowed, were too much for one step of a log and failed together.
    [Fact]
    public void Commit_MoreThanOneStepTakes_MakesSeveralSteps()
    {
        Pending[] batch = [.. Enumerable.Range(0, 5).Select(number => Set($"/{number}", new string('x', 100)))];
        new CommitBatch(_replica, _log, mostBytes: 150).Commit(batch);
        Assert.Equal([1, 2, 3, 4, 5], batch.Select(pending => pending.Result.Revision));
        Assert.Equal(3, batch.Select(pending => pending.Position).Distinct().Count());
        Assert.Equal(5, _replica.Read().Revision);
        Assert.Equal(batch[^1].Position, _log.Tail);
    }

    [Fact]
    public void Commit_OneStepTakesAll_IsPublishedOnce()
    {
        Pending[] batch = [Set("/a", "1"), Set("/b", "2"), Set("/c", "3")];
        new CommitBatch(_replica, _log).Commit(batch);
        Assert.Single(batch.Select(pending => pending.Position).Distinct());
    }

    // The rules bound the operations; the record also holds what the commit says beside them.
    [Fact]
    public void Commit_RecordOfOneIsTooLarge_FailsItAlone()
    {
        var most = new string('x', (256 << 20) - 100);
        Pending large = Set("/large", most, reason: new string('r', 1000));
        Pending[] batch = [Set("/a", "1"), large, Set("/b", "2")];
        new CommitBatch(_replica, _log).Commit(batch);
        Assert.Equal(ErrorCode.RecordTooLarge, Assert.Throws<HoldfastException>(() => large.Result).Code);
        Assert.Equal((1, 2), (batch[0].Result.Revision, batch[2].Result.Revision));
        Assert.False(_replica.Read().Document.TryGet("/large", out _));
    }

    private static Pending Set(string path, string value, string? reason = null)
    {
        var proposal = new Proposal
        {
            BaseRevision = 0,
            Reads = [],
            Operations = [new Operation(OperationKind.Set, path, value)],
            Writer = Writer.Next(),
            Author = "ann",
            Reason = reason,
            TimeMicroseconds = 1,
        };
        return new Pending(
            new Submission(proposal, IsDurable: false, Timeout.InfiniteTimeSpan, null, CancellationToken.None), null);
    }
}
