using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>What a child holds when its function ends, on both backends: a thread kept it for ever.</summary>
public abstract class HolderEndTests : IDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    protected HolderEndTests(Backend backend) => Context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ProcessContext Context { get; }

    protected State State => Context.State;

    [Fact]
    public void End_FunctionReturns_GivesBackWhatItHeld()
    {
        Context.Start(HolderFunctions.Take).Wait(Patience);
        AssertAllIsFree();
    }

    [Fact]
    public void End_FunctionThrows_GivesBackWhatItHeld()
    {
        Assert.Throws<ProcessWaitException>(() => Context.Start(HolderFunctions.TakeAndFail).Wait(Patience));
        AssertAllIsFree();
    }

    [Fact]
    public async Task End_OthersWaitInLine_LetsTheNextThrough()
    {
        ChildProcess child = Context.Start(HolderFunctions.TakeAndWait);
        State.When("/taken", taken => (bool)taken, Patience);
        Task<Hold> waiting = State.GetLock("/lock").TakeAsync(Patience, Token);
        Task<Hold> second = State.GetLease("/lease", TimeSpan.FromMinutes(10)).TakeAsync(Patience, Token);
        await State.WhenAvailableAsync("/lock/queue", Patience, Token);
        await State.WhenAvailableAsync("/lease/queue", Patience, Token);
        State["/go"] = true;
        await child.WaitAsync(Patience, Token);
        using Hold hold = await waiting;
        using Hold lease = await second;
        Assert.True(hold.IsHeld && lease.IsHeld);
    }

    [Fact]
    public void End_ItemsClaimed_AreClaimedByOthersAsTheNextAttempt()
    {
        WorkQueue queue = State.GetQueue("/queue");
        queue.EnqueueAll([1, 2, 3, 4]);
        Assert.Throws<ProcessWaitException>(() => Context.Start(HolderFunctions.Claim, 3).Wait(Patience));
        IReadOnlyList<WorkItem> items = queue.ClaimMany(9, Patience, Token);
        while (items.Count < 3) items = [.. items, .. queue.ClaimMany(9, Patience, Token)];
        Assert.Equal([2, 3, 4], items.OrderBy(item => (int)item.Value).Select(item => (int)item.Value));
        Assert.Equal([2, 2, 1], items.OrderBy(item => (int)item.Value).Select(item => item.Attempt));
    }

    [Fact]
    public void End_GivenBackBefore_ChangesNothing()
    {
        Context.Start(HolderFunctions.TakeAndGiveBackAsync).Wait(Patience);
        Assert.False(State.Exists("/lock"));
        Assert.False(State.Exists("/late"));
        using Hold? hold = State.GetLock("/lock").TryTake();
        Assert.True(hold!.IsHeld);
    }

    [Fact]
    public async Task End_OfAWarmWorker_GivesBackWhatItsCallsHeld()
    {
        await Context.RunAsync<int>(HolderFunctions.TakeAndAnswer);
        Assert.NotNull(State.GetLock("/lock").GetHolder());
        await Task.WhenAll(Context.Workers.Select(worker => worker.StopAsync()));
        AssertAllIsFree();
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private void AssertAllIsFree()
    {
        Assert.True(State.Exists("/taken"));
        Assert.Null(State.GetLock("/lock").GetHolder());
        Assert.Empty(State.GetSemaphore("/units", 3).GetHolders());
        Assert.Null(State.GetLease("/lease", TimeSpan.FromMinutes(10)).GetHolder());
        Assert.Null(State.GetElection("/lead").GetLeader());
        using Hold? hold = State.GetLock("/lock").TryTake();
        Assert.True(hold!.IsHeld);
    }
}
