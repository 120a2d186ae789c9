using Holdfast.Processes.Coordination;
using Holdfast.Tests.Machines;

namespace Holdfast.Processes.Tests.Coordination;

public abstract class ElectionTests(Home home) : CoordinationTest(home)
{
    private Election Election => State.GetElection("/leader");

    [Fact]
    public async Task LeadAsync_LeaderGivesUp_NextInLineLeads()
    {
        Hold first = Election.Lead("a", token: Token);
        Task<Hold> second = Election.LeadAsync("b", Patience, Token);
        AwaitLine("/leader", 1);
        Assert.Equal("a", Election.GetLeader()!.About);
        Assert.Null(Election.TryLead("c"));
        first.Dispose();
        using Hold lead = await second;
        Assert.Equal("b", Election.GetLeader()!.About);
        Assert.True(lead.FencingToken > first.FencingToken);
    }

    [Fact]
    public async Task WatchLeaderAsync_LeadersChange_GivesEachAndNobody()
    {
        await using IAsyncEnumerator<Holder?> leaders = Election.WatchLeaderAsync(Token).GetAsyncEnumerator(Token);
        await NextIsAsync(leaders, null);
        Hold first = Election.Lead("a", token: Token);
        await NextIsAsync(leaders, "a");
        first.Dispose();
        await NextIsAsync(leaders, null);
    }

    /// <summary>Its watch ended with the namespace, and who waited for the next leader waited for ever.</summary>
    [Fact]
    public async Task WatchLeaderAsync_NamespaceRemoved_GivesTheNextLeader()
    {
        await using IAsyncEnumerator<Holder?> leaders = Election.WatchLeaderAsync(Token).GetAsyncEnumerator(Token);
        await NextIsAsync(leaders, null);
        Election.Lead("a", token: Token);
        await NextIsAsync(leaders, "a");
        Assert.True(State.Store.Remove(State.Name));
        await NextIsAsync(leaders, null);
        using Hold next = Election.Lead("b", token: Token);
        await NextIsAsync(leaders, "b");
    }

    /// <summary>Only a death was noticed: of a leader that hung, nobody was told that its time was over.</summary>
    [Fact]
    public async Task WatchLeaderAsync_TimeOfTheLeaderRunsOutAndIsProlonged_GivesNobodyAndTheLeader()
    {
        FakeClock clock = new();
        using Home home = Home.InMemory(new StoreOptions { TimeProvider = clock });
        GateRecord record = new("/leader");
        string leader = HolderId.Next(HolderId.PrefixOf(home.Store.Self));
        Value form = Value.FromMembers([new("seconds", 10), new("about", "a")]);
        home.State.Set(record.Path, GateRecord.First(leader, form, clock.GetUtcNow().AddSeconds(10)));
        Election election = home.State.GetElection("/leader", TimeSpan.FromSeconds(10));
        await using IAsyncEnumerator<Holder?> leaders = election.WatchLeaderAsync(Token).GetAsyncEnumerator(Token);
        await NextIsAsync(leaders, "a");
        clock.Advance(TimeSpan.FromSeconds(11));
        await NextIsAsync(leaders, null);
        home.State.Set(record.Until / leader, Times.ToText(clock.GetUtcNow().AddSeconds(10)));
        await NextIsAsync(leaders, "a");
    }

    [Fact]
    public async Task RunAsync_LeadIsTakenAway_TellsTheLossAndStandsAgain()
    {
        using CancellationTokenSource end = new();
        List<Revision> gains = [];
        SemaphoreSlim gained = new(0);
        Task running = Election.RunAsync(
            async (lead, lost) =>
            {
                lock (gains) gains.Add(lead.FencingToken);
                gained.Release();
                await Task.Delay(Timeout.Infinite, lost);
            },
            "a",
            end.Token);
        Assert.True(await gained.WaitAsync(Patience, Token));
        State.Remove("/leader");
        Assert.True(await gained.WaitAsync(Patience, Token));
        Assert.True(gains[1] > gains[0]);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Null(Election.GetLeader());
    }

    private static async Task NextIsAsync(IAsyncEnumerator<Holder?> leaders, string? about)
    {
        Assert.True(await leaders.MoveNextAsync().AsTask().WaitAsync(Patience, Token));
        Assert.Equal(about, (string?)leaders.Current?.About.GetValueOrDefault());
    }
}

public sealed class MemoryElectionTests() : ElectionTests(Home.InMemory());

public sealed class FolderElectionTests() : ElectionTests(Home.InFolder());
