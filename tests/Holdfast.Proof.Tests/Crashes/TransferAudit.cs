using System.Globalization;
using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>Looks at every commit of a store of transfers: each whole, each writer's in order, none left out.</summary>
internal sealed class TransferAudit
{
    private readonly List<long>[] _revisions;
    private long _last;

    public TransferAudit(int writers) => _revisions = [.. Enumerable.Range(0, writers).Select(_ => new List<long>())];

    /// <summary>How many commits it has seen.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the next commit.</summary>
    public void Take(Commit commit)
    {
        Assert.True(commit.Revision.Number == _last + 1, $"after revision {_last} came {commit.Revision}");
        _last = commit.Revision.Number;
        Count++;
        long[] reason = [.. commit.Reason!.Split(':').Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        (int writer, long number) = ((int)reason[0], reason[1]);
        Assert.True(
            number == _revisions[writer].Count + 1, $"writer {writer}: after {_revisions[writer].Count} came {number}");
        _revisions[writer].Add(commit.Revision.Number);
        Assert.Equal(number, Transfer.LastOf(commit.After, writer));
        Assert.Null(Transfer.FindFault(commit.After, writer, number));
        Assert.Equal(Count, commit.After.Get<long>("/total"));
    }

    /// <summary>Checks that all that was acknowledged is there, under the revision that was told.</summary>
    public void CheckHolds(Ledger ledger)
    {
        foreach ((int writer, long number, long revision) in ledger.Acknowledged)
        {
            Assert.True(
                number <= _revisions[writer].Count, $"writer {writer} was acknowledged {number}, which is lost");
            Assert.Equal(revision, _revisions[writer][(int)number - 1]);
        }
    }
}
