using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

public abstract class DistributedLockTests(Home home) : CoordinationTest(home)
{
    private DistributedLock Lock => State.GetLock("/locks/printer");

    [Fact]
    public void Take_FreeLock_IsOneCommitAndReleaseAnother()
    {
        State.Set("/a", 1);
        long before = State.Revision.Number;
        Hold hold = Lock.Take(token: Token);
        Assert.Equal(before + 1, State.Revision.Number);
        Assert.Equal(before + 1, hold.FencingToken.Number);
        Assert.True(hold.Release());
        Assert.Equal(before + 2, State.Revision.Number);
        Assert.False(State.Exists("/locks/printer"));
    }

    [Fact]
    public void TryTake_HeldLock_IsNullAndChangesNothing()
    {
        using Hold hold = Lock.Take(token: Token);
        long before = State.Revision.Number;
        Assert.Null(Lock.TryTake());
        Assert.Equal(before, State.Revision.Number);
    }

    [Fact]
    public void Take_HeldLockAndNoTime_NamesTheHolder()
    {
        using Hold hold = Lock.Take(token: Token);
        HoldTimeoutException late = Assert.Throws<HoldTimeoutException>(
            () => Lock.Take(TimeSpan.FromMilliseconds(20), Token));
        Assert.Equal(ErrorCode.HoldTimedOut, late.Code);
        Holder holder = Assert.Single(late.Holders);
        Assert.Equal(Environment.ProcessId, holder.Process.ProcessId);
        Assert.Equal(hold.FencingToken, holder.FencingToken);
        Assert.Contains($"process {Environment.ProcessId} since", late.Message, StringComparison.Ordinal);
        Assert.Contains("'/locks/printer'", late.Message, StringComparison.Ordinal);
        Assert.Equal(0, Lock.WaiterCount);
    }

    [Fact]
    public async Task TakeAsync_Waiters_AreServedInTheirOrderWithRisingTokens()
    {
        Hold first = Lock.Take(token: Token);
        List<Task<Hold>> waiting = [];
        for (int index = 0; index < 20; index++)
        {
            waiting.Add(Lock.TakeAsync(Patience, Token));
            AwaitLine("/locks/printer", index + 1);
        }

        Revision last = first.FencingToken;
        first.Dispose();
        foreach (Task<Hold> waiter in waiting)
        {
            Hold hold = await waiter;
            Assert.True(hold.FencingToken > last);
            Assert.True(hold.IsHeld);
            Assert.Equal(hold.FencingToken, Lock.GetHolder()!.FencingToken);
            last = hold.FencingToken;
            Assert.True(await hold.ReleaseAsync(Token));
        }

        Assert.False(State.Exists("/locks/printer"));
    }

    [Fact]
    public async Task TakeAsync_Cancelled_LeavesTheLine()
    {
        using Hold hold = Lock.Take(token: Token);
        using CancellationTokenSource source = new();
        Task<Hold> waiting = Lock.TakeAsync(null, source.Token);
        AwaitLine("/locks/printer", 1);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, Lock.WaiterCount);
        Assert.True(hold.IsHeld);
    }

    /// <summary>The pool has few threads and all of them block; nobody may need one to go on.</summary>
    [Fact]
    public void Take_ManyBlockedThreads_AllGetItOnceAndNeverTwoAtATime()
    {
        const int threads = 100;
        int inside = 0;
        int most = 0;
        long last = 0;
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (int round = 0; round < 3; round++)
            {
                using Hold hold = Lock.Take(token: Token);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Assert.True(hold.FencingToken.Number > last);
                last = hold.FencingToken.Number;
                Interlocked.Decrement(ref inside);
            }
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) Assert.True(thread.Join(Patience));
        Assert.Equal(1, most);
        Assert.False(State.Exists("/locks/printer"));
    }

    [Fact]
    public async Task Lost_RecordRemovedBySomebody_IsCancelledAndReleaseSaysNo()
    {
        Hold hold = Lock.Take(token: Token);
        TaskCompletionSource lost = new();
        using CancellationTokenRegistration told = hold.Lost.Register(lost.SetResult);
        State.Remove("/locks/printer");
        await lost.Task.WaitAsync(Patience, Token);
        Assert.False(hold.IsHeld);
        HoldfastOperationException error = Assert.Throws<HoldfastOperationException>(hold.ThrowIfLost);
        Assert.Equal(ErrorCode.HoldLost, error.Code);
        Assert.False(hold.Release());
    }

    [Fact]
    public void Lost_GivenBack_IsNotCancelled()
    {
        Hold hold = Lock.Take(token: Token);
        CancellationToken lost = hold.Lost;
        hold.Dispose();
        Assert.False(lost.IsCancellationRequested);
        hold.Dispose();
    }

    [Fact]
    public void Atomic_LostHold_ChangesNothing()
    {
        Hold hold = Lock.Take(token: Token);
        hold.Atomic(transaction => transaction.Set("/paper", 1));
        State.Remove("/locks/printer");
        HoldfastOperationException error = Assert.Throws<HoldfastOperationException>(
            () => hold.Atomic(transaction => transaction.Set("/paper", 2)));
        Assert.Equal(ErrorCode.HoldLost, error.Code);
        Assert.Equal(1, State.Get<int>("/paper"));
    }

    [Fact]
    public void Atomic_TakenOverWhileItRuns_ChangesNothing()
    {
        Hold hold = Lock.Take(token: Token);
        State other = State.Fork();
        int runs = 0;
        Assert.Throws<HoldfastOperationException>(() => hold.Atomic(transaction =>
        {
            runs++;
            transaction.Set("/paper", 2);
            if (runs > 1) return;
            Thread thief = new(() => other.Remove("/locks/printer"));
            thief.UnsafeStart();
            thief.Join();
        }));
        Assert.False(State.Exists("/paper"));
    }

    [Fact]
    public void Take_ScalarAtThePath_IsRefusedAndLeftAlone()
    {
        State.Set("/locks/printer", 5);
        Assert.Equal(
            ErrorCode.NotCoordination, Assert.Throws<HoldfastOperationException>(() => Lock.Take(token: Token)).Code);
        Assert.Equal(5, State.Get<int>("/locks/printer"));
    }

    [Fact]
    public async Task TakeAsync_StoreClosedWhileItWaits_Ends()
    {
        using Hold hold = Lock.Take(token: Token);
        Task<Hold> waiting = Lock.TakeAsync(null, Token);
        AwaitLine("/locks/printer", 1);
        Home.Store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience, Token));
    }
}

public sealed class MemoryLockTests() : DistributedLockTests(Home.InMemory());

public sealed class FolderLockTests() : DistributedLockTests(Home.InFolder());
