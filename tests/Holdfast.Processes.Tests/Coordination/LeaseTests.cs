using Holdfast.Processes.Coordination;
using Holdfast.Tests.Machines;

namespace Holdfast.Processes.Tests.Coordination;

public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeClock _clock = new();
    private readonly Home _home;

    public LeaseTests() => _home = Home.InMemory(new StoreOptions { TimeProvider = _clock });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Lease Lease => _home.State.GetLease("/lease", Time);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Until_TimeGoesOn_IsRenewedEachThirdOfIt()
    {
        using Hold hold = Lease.Take(token: Token);
        Assert.Equal(_clock.GetUtcNow() + Time, hold.Until);
        _clock.Advance(Time * 5);
        Assert.True(hold.IsHeld);
        Assert.Null(Lease.TryTake());
        Assert.Equal(hold.FencingToken, Lease.GetHolder()!.FencingToken);
        Assert.Equal(hold.Until, Lease.GetHolder()!.Until);
        Assert.True(hold.Until > _clock.GetUtcNow() + (Time / 2));
    }

    [Fact]
    public void TryTake_TimeOverWithoutRenewal_TakesAndTheOldOneIsTold()
    {
        Hold old = Lease.Take(token: Token);
        CancellationToken lost = old.Lost;
        _home.State.Set("/lease/until", Value.FromMembers(_home.State["/lease/until"].Members
            .Select(member => new KeyValuePair<string, Value>(member.Key, "2030-01-01T00:00:00.0000000Z"))));
        using Hold hold = Lease.TryTake()!;
        Assert.True(hold.FencingToken > old.FencingToken);
        Assert.False(old.IsHeld);
        Assert.True(SpinWait.SpinUntil(() => lost.IsCancellationRequested, Patience));
        Assert.False(old.Renew());
        Assert.True(hold.IsHeld);
    }

    [Fact]
    public async Task TakeAsync_HeldLease_IsHadWhenItIsGivenBack()
    {
        Hold first = Lease.Take(token: Token);
        Task<Hold> waiting = Lease.TakeAsync(Patience, Token);
        await _home.State.WhenAvailableAsync("/lease/queue", Patience, Token);
        first.Dispose();
        using Hold second = await waiting;
        Assert.Equal(_clock.GetUtcNow() + Time, Lease.GetHolder()!.Until);
    }

    /// <summary>Let through by another, and then stopped for longer than the lease lasts.</summary>
    [Fact]
    public async Task TakeAsync_LetThroughWithItsTimeOver_StandsInLineAnew()
    {
        Hold first = Lease.Take(token: Token);
        Task<Hold> waiting = Lease.TakeAsync(Patience, Token);
        await _home.State.WhenAvailableAsync("/lease/queue", Patience, Token);
        Revision let = LetThrough(_clock.GetUtcNow());
        using Hold second = await waiting;
        Assert.True(second.IsHeld);
        Assert.True(second.FencingToken > let);
        Assert.Equal(_clock.GetUtcNow() + Time, second.Until);
        Assert.Equal(second.Until, Lease.GetHolder()!.Until);
        Assert.False(first.IsHeld);
    }

    [Fact]
    public async Task TakeAsync_LetThroughAWhileAgo_IsHeldNoLongerThanTheRecordSays()
    {
        using Hold first = Lease.Take(token: Token);
        Task<Hold> waiting = Lease.TakeAsync(Patience, Token);
        await _home.State.WhenAvailableAsync("/lease/queue", Patience, Token);
        DateTimeOffset until = _clock.GetUtcNow() + (Time * 0.9);
        Revision let = LetThrough(until);
        using Hold second = await waiting;
        Assert.Equal(let, second.FencingToken);
        Assert.Equal(until, second.Until);

        // It is renewed when a third of its time is over, by the record.
        _clock.Advance((Time / 3) - (Time / 10));
        Assert.Equal(_clock.GetUtcNow() + Time, second.Until);
    }

    /// <summary>Lets the only waiter have it, as a release does.</summary>
    private Revision LetThrough(DateTimeOffset until) => _home.State.Atomic(transaction =>
    {
        (string id, Value entry) = Assert.Single(transaction.Get("/lease/queue").Members);
        transaction.Set("/lease/holders", Value.FromMembers([new(id, entry)]));
        transaction.Set("/lease/until", Value.FromMembers([new(id, Times.ToText(until))]));
        transaction.Remove("/lease/queue");
    });

    [Fact]
    public void GetLease_TooShort_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => _home.State.GetLease("/lease", TimeSpan.FromMilliseconds(1)));
}
