using System.Globalization;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Replicas;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Replicas;

/// <summary>How the writers of one process share its right to commit.</summary>
public sealed class LocalCommitterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // Who waited for a turn on a thread of the pool committed, and left those that had queued up meanwhile alone.
    [Fact]
    public async Task SetAsync_BesideWritersThatWaitedForATurn_IsNeverLeftInTheQueue()
    {
        using Store store = Store.Open("memory:");
        State shop = store.GetState("shop");
        for (int round = 0; round < 300; round++)
        {
            Task exclusive = Task.Run(() => shop.Exclusive(tx => tx["/turn"] = round), Token);
            Task[] writers = [.. Enumerable.Range(0, 8)
                .Select(each => Task.Run(async () => await shop.SetAsync($"/w{each}", round, token: Token), Token))];
            await Task.WhenAll([exclusive, .. writers]).WaitAsync(Patience, Token);
        }
    }

    // It took the turn, but what another process had begun to commit before was still to come: the function read too
    // early and lost again, up to 32 times in a row. Four attempts are what is meant; a turn that a busy machine lets
    // lapse may cost a few more.
    [Fact]
    public void Atomic_BesideAnotherProcess_GetsThroughWithItsTurn()
    {
        using ChildProcess one = new("contend", _folder.Store, "3000");
        using ChildProcess two = new("contend", _folder.Store, "3000");
        Assert.Equal(("begun", "begun"), (one.ReadLine(), two.ReadLine()));
        int[] most = [.. new[] { one, two }.Select(each => int.Parse(each.ReadLine()!, CultureInfo.InvariantCulture))];
        Assert.InRange(most.Max(), 2, 6);
    }

    // It waited on the caller's thread for the process that held the log's lock.
    [Fact]
    public async Task SetAsync_AnotherProcessHoldsTheLock_ReturnsAtOnceAndCommitsLater()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 0;
        using var child = new ChildProcess("hold-writer", _folder.Store, "shop");
        Assert.Equal("held", child.ReadLine());

        Task<Revision>[] sets = await Task.Factory.StartNew(
            () => Enumerable.Range(1, 3).Select(number => shop.SetAsync("/a", number, token: Token).AsTask()).ToArray(),
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Patience, Token);

        Assert.All(sets, set => Assert.False(set.IsCompleted));
        child.Kill();
        Revision[] revisions = await Task.WhenAll(sets).WaitAsync(Patience, Token);
        Assert.Equal([2, 3, 4], revisions.Select(revision => revision.Number).Order());
    }

    // It was queued before the function had the turn, and was looked at again only when that function ended.
    [Fact]
    public async Task SetAsync_QueuedJustBeforeATurnIsTaken_CommitsWhenThatIsNotHonouredAnyMore()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 0;
        using var child = new ChildProcess("hold-writer", _folder.Store, "shop");
        Assert.Equal("held", child.ReadLine());
        Task<Revision> set = shop.SetAsync("/a", 1, token: Token).AsTask();

        // Longer than the usual 100 ms, so that the lock surely comes back before it is over.
        TurnHold turn = shop.Make().Committer.Turn.Take(TimeSpan.FromSeconds(2), Patience, Token);
        child.Kill();

        Assert.Equal(2, (await set.WaitAsync(Patience, Token)).Number);
        turn.Release();
    }

    // Who had the monitor only to let the others end gave it back and did not look who had come meanwhile.
    [Fact]
    public async Task Settle_WhoAwaitsCameMeanwhile_CommitsForThem()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 0;
        Committer committer = shop.Make().Committer;
        using var child = new ChildProcess("hold-writer", _folder.Store, "shop");
        Assert.Equal("held", child.ReadLine());
        using var waits = new ManualResetEventSlim();
        ((LocalLog)shop.Make().Log).WriterWaited += waits.Set;
        Task settling = Task.Factory.StartNew(
            () => committer.Settle(Patience, Token), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(waits.Wait(Patience, Token));

        Task<Revision> set = shop.SetAsync("/a", 1, token: Token).AsTask();
        child.Kill();

        Assert.Equal(2, (await set.WaitAsync(Patience, Token)).Number);
        await settling;
    }

    // It waited without end for the thread that waits for the other process.
    [Fact]
    public async Task Settle_AnotherThreadWaitsForTheLock_KeepsItsOwnTime()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 0;
        using var child = new ChildProcess("hold-writer", _folder.Store, "shop");
        Assert.Equal("held", child.ReadLine());
        using var waits = new ManualResetEventSlim();
        ((LocalLog)shop.Make().Log).WriterWaited += waits.Set;
        Task writing = Task.Factory.StartNew(
            () => shop["/a"] = 1, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(waits.Wait(Patience, Token));

        Task settling = Task.Run(() => shop.Make().Committer.Settle(TimeSpan.FromMilliseconds(20), Token), Token);

        await Assert.ThrowsAsync<HoldfastTimeoutException>(() => settling.WaitAsync(Patience, Token));
        child.Kill();
        await writing.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task SetAsync_AnotherProcessHoldsTheLock_TimeoutSaysThatItIsAnotherProcess()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 0;
        using var child = new ChildProcess("hold-writer", _folder.Store, "shop");
        Assert.Equal("held", child.ReadLine());
        Task<Revision> patient = shop.SetAsync("/a", 1, token: Token).AsTask();
        CommitOptions hasty = new() { Timeout = TimeSpan.FromMilliseconds(50) };

        var late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => shop.SetAsync("/a", 2, hasty, Token).AsTask());
        var alsoLate = Assert.Throws<HoldfastTimeoutException>(() => shop.Set("/a", 3, hasty));

        string own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        foreach (HoldfastTimeoutException fault in new[] { late, alsoLate })
        {
            Assert.Contains("Another process", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(own, fault.Message, StringComparison.Ordinal);
        }

        child.Kill();
        await patient.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task Exclusive_OtherFunctionWaitsForAnotherProcess_TimeoutDoesNotSayThatItHasTheTurn()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 0;
        using var child = new ChildProcess("hold-turn", _folder.Store, "shop");
        Assert.Equal("held", child.ReadLine());
        Task first = Task.Factory.StartNew(
            () => shop.Exclusive(tx => tx["/a"] = 1), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(SpinWait.SpinUntil(() => IsLate(shop), Patience));

        child.Kill();
        await first.WaitAsync(Patience, Token);
    }

    // Until the first function has begun to wait, this one waits for the other process itself, and is told its number.
    private static bool IsLate(State shop)
    {
        CommitOptions hasty = new() { Timeout = TimeSpan.FromMilliseconds(20) };
        string message = Assert.Throws<HoldfastTimeoutException>(() => shop.Exclusive(_ => { }, hasty)).Message;
        Assert.DoesNotContain("has had the turn", message, StringComparison.Ordinal);
        return message.Contains("has been waiting for the turn", StringComparison.Ordinal);
    }
}
