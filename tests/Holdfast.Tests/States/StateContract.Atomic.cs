using System.Globalization;
using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

public abstract partial class StateContract
{
    [Fact]
    public void Atomic_ReadsAndWrites_AreOneCommit()
    {
        Shop["/stock/tea"] = 10;

        Revision revision = Shop.Atomic(
            tx =>
            {
                tx["/stock/tea"] = tx.Get<int>("/stock/tea") - 3;
                tx.Append("/sold", "order 17");
            },
            new() { Reason = "order 17" });

        Commit commit = Shop.GetCommit(revision);
        Assert.Equal(new Revision(2), revision);
        Assert.Equal("order 17", commit.Reason);
        Assert.Equal(["/stock/tea", "/sold"], commit.Changes.Select(change => change.Path.ToString()));
        Assert.Equal(7, Shop.Get<int>("/stock/tea"));
    }

    [Fact]
    public void Atomic_ExceptionInside_ChangesNothing()
    {
        Shop["/a"] = 1;

        Assert.Throws<FormatException>(() => Shop.Atomic(tx =>
        {
            tx["/a"] = 2;
            tx["/b"] = int.Parse("no number", CultureInfo.InvariantCulture);
        }));

        Assert.Equal(1, Shop.Get<int>("/a"));
        Assert.Equal(new Revision(1), Shop.Revision);
    }

    [Fact]
    public void Atomic_NoChange_MakesNoCommit()
    {
        Shop["/a"] = 1;

        Committed<int> read = Shop.Atomic(tx => tx.Get<int>("/a"));

        Assert.Equal(new Committed<int>(1, new Revision(1)), read);
    }

    [Fact]
    public void Apply_PatchThatOnlyTests_MakesNoCommit()
    {
        Shop["/a"] = 1;
        Patch test = Patch.Parse("""[{"op":"test","path":"/a","value":1}]""");

        Assert.Equal(new Revision(1), Shop.Apply(test));
        Assert.Equal(new Revision(1), Shop.Atomic(tx => tx.Test("/a", 1)));
        Assert.Equal(new Revision(1), Shop.Revision);
        Assert.Single(Shop.History());
    }

    [Fact]
    public void Atomic_InsideAtomic_IsRefused()
    {
        State other = Store.GetState("other");

        var refused = Assert.Throws<HoldfastOperationException>(
            () => Shop.Atomic(_ => other.Atomic(tx => tx["/a"] = 1)));

        Assert.Equal(ErrorCode.NestedAtomic, refused.Code);
    }

    [Fact]
    public void Atomic_PlainWriteInside_IsRefused()
    {
        var refused = Assert.Throws<HoldfastOperationException>(() => Shop.Atomic(_ => Shop.Set("/a", 1)));

        Assert.Equal(ErrorCode.NestedAtomic, refused.Code);
        Assert.Equal(new Revision(1), Shop.Set("/a", 1));
    }

    [Fact]
    public void Atomic_TransactionKept_IsRefusedLater()
    {
        Transaction? kept = null;
        Shop.Atomic(tx => { kept = tx; });

        Assert.Equal(
            ErrorCode.TransactionOver, Assert.Throws<HoldfastOperationException>(() => kept!.Set("/a", 1)).Code);
    }

    [Fact]
    public async Task AtomicAsync_Function_MayAwait()
    {
        Shop["/a"] = 1;

        Committed<int> result = await Shop.AtomicAsync(async tx =>
        {
            int seen = tx.Get<int>("/a");
            await Task.Yield();
            tx["/a"] = seen + 1;
            return seen;
        }, token: TestContext.Current.CancellationToken);

        Assert.Equal(new Committed<int>(1, new Revision(2)), result);
    }

    [Fact]
    public async Task AtomicAsync_NestedAcrossAwait_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<HoldfastOperationException>(() => Shop.AtomicAsync(async tx =>
        {
            await Task.Yield();
            tx["/a"] = 1;
            await Shop.SetAsync("/b", 1, token: TestContext.Current.CancellationToken);
        }, token: TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.NestedAtomic, refused.Code);
    }

    [Fact]
    public void Atomic_ManyThreads_AddUpExactly()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (int round = 0; round < 50; round++)
            {
                Shop.Atomic(tx => tx["/n"] = tx.GetOrDefault("/n", 0) + 1, new() { MaxAttempts = 10_000 });
            }
        });

        Assert.Equal(400, Shop.Get<int>("/n"));
    }

    [Fact]
    public async Task Exclusive_OthersWait_AndItRunsOnce()
    {
        int runs = 0;
        Task<Revision>? other = null;

        Shop.Exclusive(tx =>
        {
            runs++;
            int seen = tx.GetOrDefault("/n", 0);
            using (ExecutionContext.SuppressFlow())
            {
                other = Task.Factory.StartNew(
                    () => Shop.Set("/n", 100), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            Assert.False(((IAsyncResult)other).AsyncWaitHandle.WaitOne(50));
            tx["/n"] = seen + 1;
        });

        await other!;
        Assert.Equal(1, runs);
        Assert.Equal(100, Shop.Get<int>("/n"));
        Assert.Equal(1, Shop.SnapshotAt(new Revision(1)).Get<int>("/n"));
    }

    [Fact]
    public void Exclusive_OtherWithTimeout_LearnsWhoHoldsIt()
    {
        Shop.Exclusive(_ => FromOutside(state =>
        {
            var late = Assert.Throws<HoldfastTimeoutException>(
                () => state.Set("/n", 1, new() { Timeout = TimeSpan.FromMilliseconds(20) }));
            Assert.Contains(Environment.ProcessId.ToString(), late.Message, StringComparison.Ordinal);
        }));

        Assert.Equal(new Revision(1), Shop.Set("/n", 2));
    }

    [Fact]
    public void Preview_Function_CommitsNothing()
    {
        Shop["/a"] = 1;

        Assert.Equal(
            """[{"op":"replace","path":"/a","value":2}]""", Shop.Preview(tx => tx["/a"] = 2).ToString());
        Assert.Equal(1, Shop.Get<int>("/a"));
    }

    /// <summary>Writes as another flow would, in the middle of an atomic function.</summary>
    protected void ChangeFromOutside(string path, Value value) => FromOutside(state => state.Set(path, value));

    protected void RemoveFromOutside(string path) => FromOutside(state => state.Remove(path));

    /// <summary>Runs an action on a flow of its own, which is in no atomic function, and waits for it.</summary>
    protected void FromOutside(Action<State> action)
    {
        Exception? fault = null;
        var outside = new Thread(() => fault = Record.Exception(() => action(Store.GetState("shop"))));
        outside.UnsafeStart();
        outside.Join();
        Assert.Null(fault);
    }
}
