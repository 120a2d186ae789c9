using FsCheck;
using FsCheck.Fluent;
using Holdfast.Cli.Demo;
using Holdfast.Errors;

namespace Holdfast.Cli.Tests.Demo;

public sealed class WorkQueueTests : IDisposable
{
    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;

    public WorkQueueTests() => _state = _store.GetState("demo");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Next_OneWorker_GetsEachFileOnceInOrder()
    {
        Fill(["a", "b"], kills: 0);
        Assert.Equal("a", Next("1").Claim);
        Assert.Equal("b", Next("1", "a").Claim);
        Assert.Equal(new Step(null, IsPostponed: false), Next("1", "b"));
        Assert.Equal(Step.Idle, Next("1"));
        Assert.True(WorkQueue.IsDone(_state.Snapshot()));
        Assert.True(WorkQueue.IsEmpty(_state.Snapshot()));
    }

    [Fact]
    public void Next_LastResultWhileKillsPend_IsPostponedAndKeepsTheClaim()
    {
        Fill(["a"], kills: 1);
        Assert.Equal("a", Next("1").Claim);
        Assert.Equal(Step.Postponed, Next("1", "a"));
        Assert.Equal("a", (string)_state.Get("/claims/1")!);
        Assert.False(WorkQueue.HasNews(_state.Snapshot(), isPostponed: true));
    }

    [Fact]
    public void GiveUp_WorkerWithClaim_NextWorkerTakesItOver()
    {
        Fill(["a", "b"], kills: 1);
        Next("1");
        Assert.Equal("a", GiveUp("1"));
        Assert.Equal("a", Next("2").Claim);
        Assert.Equal([new Takeover("a", "1", "2")], Takeover.ReadAll(_state.Snapshot()));
        Assert.Equal("b", Next("2", "a").Claim);
    }

    [Fact]
    public void Next_WorkerWhoseClaimWasTaken_HandsInNothing()
    {
        Fill(["a", "b"], kills: 1);
        Next("1");
        GiveUp("1");
        HoldfastOperationException refused = Assert.ThrowsAny<HoldfastOperationException>(() => Next("1", "a"));
        Assert.Equal(ErrorCode.TestFailed, refused.Code);
        Assert.Equal(0, _state.Get("/files").Count);
    }

    [Fact]
    public void Steps_InAnyOrderWithDeaths_KeepEachFileInOnePlaceAndEnd() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), RunRandom));

    /// <summary>Takes a random worker's step, or lets it die, once a byte; then lets one worker finish alone.</summary>
    private void RunRandom(byte[] choices)
    {
        string[] names = ["a", "b", "c", "d", "e"];
        int kills = choices.Count(choice => choice % 8 == 7);
        Fill(names, kills);
        Dictionary<string, string> claims = [];
        int born = 0;
        foreach (byte choice in choices)
        {
            string worker = $"{born}-{choice % 3}";
            if (choice % 8 == 7)
            {
                Assert.Equal(claims.GetValueOrDefault(worker), GiveUp(worker));
                claims.Remove(worker);
                foreach (string other in claims.Keys) GiveUpUnplanned(other);
                claims.Clear();
                born++;
            }
            else
            {
                Ask(worker, claims);
            }

            Assert.Equal(names.Length, WorkQueue.CountPlaces(_state.Snapshot()));
        }

        foreach (string worker in claims.Keys) GiveUpUnplanned(worker);
        Finish();
        Assert.Equal(names, _state.Get("/files").Members.Select(member => member.Key).Order());
    }

    private void Finish()
    {
        Dictionary<string, string> claims = [];
        while (!WorkQueue.IsDone(_state.Snapshot())) Ask("last", claims);
        Assert.True(WorkQueue.IsEmpty(_state.Snapshot()));
    }

    private void Ask(string worker, Dictionary<string, string> claims)
    {
        Step step = Next(worker, claims.GetValueOrDefault(worker));
        if (step.Claim is { } claim) claims[worker] = claim;
        else if (!step.IsPostponed) claims.Remove(worker);
    }

    private void Fill(string[] names, int kills) =>
        _state.ReplaceAll(WorkQueue.Fill(new DemoOptions("/", names, 1, kills, null, "demo")));

    private Step Next(string worker, string? done = null) => _state.Atomic(transaction =>
        WorkQueue.Next(transaction, worker, done is null ? null : new FileFact(done, 1, "digest", IsRead: true))).Value;

    private string? GiveUp(string worker) =>
        _state.Atomic(transaction => WorkQueue.GiveUp(transaction, worker, isPlanned: true)).Value;

    private void GiveUpUnplanned(string worker) =>
        _state.Atomic(transaction => WorkQueue.GiveUp(transaction, worker, isPlanned: false));
}
