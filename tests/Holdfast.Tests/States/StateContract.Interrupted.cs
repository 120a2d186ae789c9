using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Readers;

namespace Holdfast.Tests.States;

/// <content>Waits that end without a commit, watches that are gone, and what a call may not pass over.</content>
public abstract partial class StateContract
{
    /// <summary>
    /// Once the time was over each look found one more commit and never waited, so it went on for as long as others
    /// committed.
    /// </summary>
    [Fact]
    public async Task NextWhen_EachLookFindsAnotherCommit_IsOverInTime()
    {
        using Watch watch = Shop.Watch();
        int looks = 0;

        ValueTask<Snapshot> waiting = watch.NextWhenAsync(
            state => Shop.Set("/n", looks) == Revision.Zero || ++looks > 20_000, TimeSpan.Zero, TestToken);

        await Assert.ThrowsAsync<HoldfastTimeoutException>(() => waiting.AsTask());
        Assert.InRange(looks, 1, 100);
    }

    [Fact]
    public async Task NextWhen_TimeIsOver_LooksAtAllThatWasThere()
    {
        using Watch watch = Shop.Watch();
        for (int number = 0; number < 100; number++) Shop["/n"] = number;

        Snapshot seen = await watch.NextEqualAsync("/n", 99, TimeSpan.Zero, TestToken);

        Assert.Equal(new Revision(100), seen.Revision);
        await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => watch.NextEqualAsync("/n", 100, TimeSpan.Zero, TestToken).AsTask());
    }

    /// <summary>A condition that held was answered by a watch that was disposed of.</summary>
    [Fact]
    public async Task EachCall_WatchOrStoreIsDisposed_SaysSo()
    {
        Shop["/n"] = 1;
        Watch watch = Shop.Watch();
        using Watch another = Shop.Watch();
        watch.Dispose();
        await CheckDisposed(watch);

        Store.Dispose();
        await CheckDisposed(another);
    }

    /// <summary>What the watch leaves out and what the call leaves out were looked at one after the other.</summary>
    [Fact]
    public async Task NextChangeExcept_EachChangeIsLeftOutByOneOfThem_GoesOn()
    {
        using Watch watch = Shop.Watch(new WatchOptions { Exclude = ["/noise"] });
        Shop.Atomic(tx =>
        {
            tx["/noise"] = 1;
            tx["/other"] = 1;
        });
        Shop["/signal"] = 1;

        Snapshot seen = await watch.NextChangeExceptAsync(["/other"], Patience, TestToken);

        Assert.Equal(new Revision(2), seen.Revision);
    }

    [Fact]
    public async Task NextChange_AboveAWatchedPath_IsOnlyOfThat()
    {
        using Watch watch = Shop.Watch("/a", "/b/c");
        Shop.Atomic(tx =>
        {
            tx["/a"] = 1;
            tx["/b/x"] = 1;
        });

        await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => watch.NextChangeAsync(["/b"], TimeSpan.Zero, TestToken).AsTask());
        Shop["/b/c"] = 1;
        Assert.Equal(new Revision(2), (await watch.NextChangeAsync(["/b"], Patience, TestToken)).Revision);
    }

    /// <summary>
    /// Its position was told, so that a program may keep it; a later call of the same watch gave commits before it.
    /// </summary>
    [Fact]
    public async Task Position_ToldDuringACallThatIsCancelled_IsWhereTheNextCallBegins()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        using Watch watch = Shop.Watch();
        Task<Snapshot> waiting = watch.NextChangeAsync(["/a"], Patience, cancel.Token).AsTask();
        Shop["/b"] = 1;
        Assert.Equal(new Revision(1), watch.Position);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Shop["/b"] = 2;

        Assert.Equal(new Revision(2), (await watch.NextAsync(Patience, TestToken)).Revision);
    }

    /// <inheritdoc cref="Position_ToldDuringACallThatIsCancelled_IsWhereTheNextCallBegins"/>
    [Fact]
    public async Task NamedReader_KeptDuringACallThatIsCancelled_GoesOnThere()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        using Watch watch = Shop.Watch(new WatchOptions { Reader = "mailer" });
        Task<Snapshot> waiting = watch.NextChangeAsync(["/a"], Patience, cancel.Token).AsTask();
        for (int number = 0; number < ReaderPlace.IdleRevisions; number++) Shop["/b"] = number;
        Assert.Equal(1, Time.Fire(IdleReaders.Period));

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Revision last = Shop.Set("/b", "last");

        Assert.Equal(ReaderPlace.IdleRevisions, PlaceOf("mailer"));
        Assert.Equal(last, (await watch.NextAsync(Patience, TestToken)).Revision);
    }

    [Fact]
    public async Task Next_CancelledOrTooLate_SwallowsNothing()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        using Watch watch = Shop.Watch("/a");
        Task<Commit> waiting = watch.NextAsync(Patience, cancel.Token).AsTask();
        await cancel.CancelAsync();
        Shop["/a"] = 1;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal(new Revision(1), (await watch.NextAsync(TimeSpan.Zero, TestToken)).Revision);
        await Assert.ThrowsAsync<HoldfastTimeoutException>(() => watch.NextAsync(TimeSpan.Zero, TestToken).AsTask());
        Shop["/a"] = 2;
        Assert.Equal(new Revision(2), (await watch.NextAsync(TimeSpan.Zero, TestToken)).Revision);
    }

    /// <summary>The second removal was told as if there had been no first.</summary>
    [Fact]
    public void Watch_SeveralItemsBeforeRemovedAndPartLeftOut_TellsAChangeOnce()
    {
        Shop["/list"] = Value.Parse("""[0,1,{"a":1,"x":1},{"a":2,"x":2},{"a":3,"x":3}]""");
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/list/2"], Exclude = ["/list/2/x"] });

        Shop.Atomic(tx =>
        {
            tx.Remove("/list/0");
            tx.Remove("/list/0");
        });

        Assert.Equal("/list/2/a: 1 -> 3", Assert.Single(watch.Next(Patience).Changes).ToString());
    }

    /// <summary>It was told as gone, or as new, although another item stood there before or stands there now.</summary>
    [Fact]
    public void Watch_ItsOwnItemTakenOutOrPutIn_TellsWhatStandsThereInstead()
    {
        Shop["/list"] = Value.Parse("[10,11,12,13]");
        using Watch watch = Shop.Watch("/list/2");
        using Watch last = Shop.Watch("/list/3");

        Shop.Remove("/list/2");
        Shop.Apply(Patch.Parse("""[{"op":"add","path":"/list/2","value":9}]"""));

        Assert.Equal("/list/2: 12 -> 13", Assert.Single(watch.Next(Patience).Changes).ToString());
        Assert.Equal("/list/2: 13 -> 9", Assert.Single(watch.Next(Patience).Changes).ToString());
        Assert.Equal("/list/3: 13 -> nothing", Assert.Single(last.Next(Patience).Changes).ToString());
        Assert.Equal("/list/3: nothing -> 13", Assert.Single(last.Next(Patience).Changes).ToString());
    }

    /// <summary>
    /// A removal of something whose name is a number, before or after a change of what is watched, told that twice.
    /// </summary>
    [Fact]
    public void Watch_ChangedBesideWhatMoves_TellsAChangeOnce()
    {
        Shop.ReplaceAll(Value.Parse("""{"0":0,"a":1,"list":[1,2,3]}"""));
        using Watch member = Shop.Watch("/a");
        using Watch item = Shop.Watch("/list/1");

        Shop.Atomic(tx =>
        {
            tx.Remove("/0");
            tx["/a"] = 2;
        });
        Shop.Atomic(tx =>
        {
            tx["/list/1"] = 5;
            tx.Remove("/list/0");
            tx["/list/1"] = 7;
        });

        Assert.Equal("/a: 1 -> 2", Assert.Single(member.Next(Patience).Changes).ToString());
        Assert.Equal("/list/1: 2 -> 7", Assert.Single(item.Next(Patience).Changes).ToString());
    }

    private static async Task CheckDisposed(Watch watch)
    {
        Assert.Throws<ObjectDisposedException>(watch.GoLive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => watch.NextAsync(Patience, TestToken).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => watch.NextEqualAsync("/n", 1, Patience, TestToken).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => watch.NextChangeAsync([], Patience, TestToken).AsTask());
    }
}
