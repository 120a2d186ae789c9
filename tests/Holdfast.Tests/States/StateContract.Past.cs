using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <content>Going back, comparing, asking who, and what a section sees of it.</content>
public abstract partial class StateContract
{
    [Fact]
    public void Rollback_Whole_IsTheContentAsItWasToTheLetter()
    {
        Shop.ReplaceAll(Value.Parse("""{"b":1.0,"a":[1,2,{"x":null}],"":"empty name"}"""));
        Revision then = Shop.Revision;
        Shop.ReplaceAll(Value.Parse("""{"a":[2,{"x":1}],"c":true,"b":1}"""));

        Revision now = Shop.Rollback(then, new() { Reason = "mistake" });

        Assert.Equal("1.0", Shop.Get("/b").ToString());
        Assert.Equal(Shop.SnapshotAt(then).Root, Shop.Snapshot().Root);
        Assert.Equal("mistake", Shop.GetCommit(now).Reason);
        Assert.Equal(now, Shop.Rollback(then));
    }

    [Fact]
    public void Rollback_Path_RemovesWhatWasNotThereAndLeavesTheRest()
    {
        Shop["/a/x"] = 1;
        Revision then = Shop.Revision;
        Shop["/a/y"] = 2;
        Shop["/b"] = 3;

        Shop.Rollback(then, path: "/a/y");
        Shop.Rollback(then, path: "/never");

        Assert.Equal("""{"a":{"x":1},"b":3}""", Shop.Snapshot().ToString());
        Assert.Equal(new Revision(4), Shop.Revision);
    }

    [Fact]
    public void Rollback_InASection_TouchesNothingAboveIt()
    {
        State orders = Shop.GetSection("/orders");
        Shop["/stock"] = 1;
        Revision before = Shop.Revision;
        orders["/17"] = "tea";
        Shop["/stock"] = 2;

        orders.Rollback(before);

        Assert.Equal("""{"stock":2}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Rollback_UnknownRevision_IsRefused()
    {
        Shop["/a"] = 1;

        var unknown = Assert.Throws<HoldfastOperationException>(() => Shop.Rollback(new Revision(9)));
        Assert.Equal(ErrorCode.UnknownRevision, unknown.Code);
        Assert.Throws<HoldfastOperationException>(() => Shop.GetCommit(Revision.Zero));
    }

    [Fact]
    public void Revert_OneOfSeveral_LeavesWhatCameLater()
    {
        Shop["/a"] = 1;
        Revision mistake = Shop.Atomic(tx =>
        {
            tx["/a"] = 2;
            tx["/gone"] = true;
        });
        Shop["/b"] = 3;

        Shop.Revert(mistake);

        Assert.Equal("""{"a":1,"b":3}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Revert_ChangedAgainSince_IsAConflictThatNamesThePath()
    {
        Shop["/a"] = 1;
        Revision mistake = Shop.Set("/a", 2);
        Shop["/a"] = 3;

        var conflict = Assert.Throws<ConflictException>(() => Shop.Revert(mistake));
        Assert.Contains("'/a'", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(3, Shop.Get<int>("/a"));
    }

    // It was said to be trimmed: "is kept from revision 1 on".
    [Fact]
    public void SnapshotAt_NegativeRevision_IsUnknown()
    {
        Shop["/a"] = 1;

        var unknown = Assert.Throws<HoldfastOperationException>(() => Shop.SnapshotAt(new Revision(-1)));
        Assert.Equal(ErrorCode.UnknownRevision, unknown.Code);
        Assert.Contains("no revision -1", unknown.Message, StringComparison.Ordinal);
        unknown = Assert.Throws<HoldfastOperationException>(() => Shop.GetCommit(new Revision(-1)));
        Assert.Equal(ErrorCode.UnknownRevision, unknown.Code);
    }

    [Fact]
    public void SnapshotAt_PreviousOfEachCommit_IsItsBefore()
    {
        for (int number = 0; number < 600; number++)
        {
            Shop.Append("/list", number);
        }

        foreach (Commit commit in Shop.History())
        {
            Assert.Equal(commit.Before.Root, Shop.SnapshotAt(commit.Revision.Previous).Root);
        }
    }

    [Fact]
    public void History_PathAndRange_GivesThoseCommitsOnly()
    {
        Shop["/a/x"] = 1;
        Shop["/ab"] = 2;
        Shop["/a"] = Value.EmptyObject;
        Shop["/a/y"] = 4;

        Assert.Equal([1, 3, 4], Shop.History(new() { Path = "/a" }).Select(commit => commit.Revision.Number));
        Assert.Equal([3], Shop.History(new() { Path = "/a", From = new(2), To = new(3) })
            .Select(commit => commit.Revision.Number));
        Assert.Equal([4, 3], Shop.Newest(2, "/a").Select(commit => commit.Revision.Number));
        Assert.Equal(["/x"], Shop.GetSection("/a").History().First().Changes.Select(change => change.Path.ToString()));
    }

    [Fact]
    public void Blame_TellsWhoChangedItLast()
    {
        Shop.Set("/a/x", 1, new() { Author = "ann" });
        Shop.Set("/a/y", 1, new() { Author = "bob" });

        Assert.Equal("ann", Shop.Blame("/a/x")?.Author);
        Assert.Equal("bob", Shop.Blame("/a")?.Author);
        Assert.Equal("bob", Shop.GetSection("/a").Blame("/y")?.Author);
        Assert.Null(Shop.Blame("/never"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 0)]
    [InlineData(0, 0)]
    public void Diff_OfAPath_TurnsOneIntoTheOther(long from, long to)
    {
        Shop["/a"] = 1;
        Shop["/a"] = Value.EmptyObject;
        Shop.Remove("/a");

        // A state of its own stands at the older revision, and the patch brings it to the newer one.
        State other = Store.GetState("other");
        other.ReplaceAll(Shop.SnapshotAt(new(from)).Root);
        other.Apply(Shop.Diff(new(from), new(to), "/a"), "/a");

        Assert.Equal(Shop.SnapshotAt(new(to)).Root, other.Snapshot().Root);
    }

    [Fact]
    public void Watch_ExcludedItemOfAnArray_OtherItemsAreStillReported()
    {
        Shop["/list"] = Value.Parse("[1,2]");
        using Watch watch = Shop.Watch(new WatchOptions { Exclude = ["/list/0"] });

        Shop["/list"] = Value.Parse("[9,2]");
        Shop["/list"] = Value.Parse("[9,8]");

        Assert.Equal("/list/1", Assert.Single(watch.Next(Patience).Changes).Path.ToString());
    }

    [Fact]
    public void Watch_ObjectWithExcludedMemberBecomesANumber_IsReported()
    {
        Shop["/a/x"] = 1;
        using Watch watch = Shop.Watch(new WatchOptions { Exclude = ["/a/x"] });

        Shop["/a"] = 5;

        Assert.Equal(5, watch.Next(Patience).After.Get<int>("/a"));
    }

    [Fact]
    public void Commit_FromHistoryAndWatch_ReadsObjectsWithTheOptionsOfTheStore()
    {
        using Store store = Store.Open(
            "memory:", new() { Json = new JsonSerializerOptions(JsonSerializerDefaults.Web) });
        State shop = store.GetState("shop");
        using Watch watch = shop.Watch();
        Revision revision = shop.Set("/order", new Order("tea", 3));

        Assert.Equal("""{"item":"tea","count":3}""", shop.Get("/order").ToString());
        Assert.Equal(new Order("tea", 3), watch.Next(Patience).After.Get<Order>("/order"));
        Assert.Equal(new Order("tea", 3), shop.GetCommit(revision).After.Get<Order>("/order"));
        Assert.Equal(new Order("tea", 3), shop.History().Single().After.Get<Order>("/order"));
    }

    [Fact]
    public void Atomic_FirstWriteWithInitialValues_SeesThem()
    {
        State counted = Store.GetState("counted", Value.Parse("""{"count":5}"""));

        Assert.Equal(6, counted.Atomic(tx =>
        {
            tx["/count"] = tx.Get<int>("/count") + 1;
            return tx.Get<int>("/count");
        }).Value);
    }

    [Fact]
    public async Task Atomic_WorkLeftBehind_MayWriteWhenTheFunctionIsOver()
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task left = Task.CompletedTask;
        Shop.Atomic(tx =>
        {
            tx["/a"] = 1;
            left = Task.Run(
                async () =>
                {
                    await over.Task;
                    Shop["/b"] = 2;
                },
                TestToken);
        });

        over.SetResult();
        await left.WaitAsync(Patience, TestToken);
        Assert.Equal(2, Shop.Get<int>("/b"));
    }
}
