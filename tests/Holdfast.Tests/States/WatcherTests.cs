using System.Diagnostics;
using System.Globalization;
using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.States;

/// <summary>
/// The conditions that zproc's State can be waited for, and its atomic functions: the cases Z-80 to Z-98 and Z-106 to
/// Z-110, each with its number in the name. Another flow sets avail and none first, the rest later.
/// </summary>
public sealed class WatcherTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly State _state;
    private readonly Watch _watch;

    public WatcherTests()
    {
        _store = Store.Open(_folder.Store);
        _state = _store.GetState("default");
        _watch = _state.Watch();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Z80_NextChange_AnyCommit_GivesTheStateThen()
    {
        Task<Snapshot> waiting = _watch.NextChangeAsync([], Patience, Token).AsTask();
        SetAll();
        Assert.Equal("""{"avail":true}""", (await waiting).ToString());
    }

    [Fact]
    public async Task Z81_NextWhen_PredicateOfTheState_WaitsUntilItHolds()
    {
        Task<Snapshot> waiting = _watch.NextWhenAsync(
            state => state.GetOrDefault("/true", false), Patience, Token).AsTask();
        SetAll();
        Assert.True((await waiting).Get<bool>("/true"));
    }

    [Fact]
    public async Task Z82_NextEqual_WaitsForTheValue()
    {
        Task<Snapshot> waiting = _watch.NextEqualAsync("/true", true, Patience, Token).AsTask();
        SetAll();
        Assert.True((await waiting).Get<bool>("/true"));
    }

    [Fact]
    public async Task Z83_NextNotEqual_WaitsForAnotherValue()
    {
        Task<Snapshot> waiting = _watch.NextNotEqualAsync("/true", false, Patience, Token).AsTask();
        SetAll();
        Assert.True((await waiting).Get<bool>("/true"));
    }

    [Fact]
    public async Task Z84_NextNull_WaitsForNullAndNotForAbsence()
    {
        Task<Snapshot> waiting = _watch.NextNullAsync("/none", Patience, Token).AsTask();
        Assert.False(waiting.IsCompleted);
        SetAll();
        Assert.Equal(Value.Null, (await waiting)["/none"]);
    }

    [Fact]
    public async Task Z85_NextNotNull_WaitsForAValue()
    {
        Task<Snapshot> waiting = _watch.NextNotNullAsync("/none", Patience, Token).AsTask();
        SetAll();
        Assert.True((await waiting).Get<bool>("/none"));
    }

    [Fact]
    public async Task Z86_NextAvailable_WaitsForThePath()
    {
        Task<Snapshot> waiting = _watch.NextAvailableAsync("/avail", Patience, Token).AsTask();
        SetAll();
        Assert.Equal(new Revision(1), (await waiting).Revision);
    }

    [Fact]
    public async Task Z94_NextChange_OfAPath_FiresWhenThatIsSet()
    {
        Task<Snapshot> waiting = _watch.NextChangeAsync(["/flag2"], Patience, Token).AsTask();
        _state["/flag1"] = true;
        _state["/flag2"] = true;
        Assert.Equal(new Revision(2), (await waiting).Revision);
    }

    [Fact]
    public async Task Z95_NextChangeExcept_APath_FiresWhenAnotherIsSet()
    {
        Task<Snapshot> waiting = _watch.NextChangeExceptAsync(["/flag1"], Patience, Token).AsTask();
        _state["/flag1"] = true;
        _state["/flag2"] = true;
        Assert.Equal("""{"flag1":true,"flag2":true}""", (await waiting).ToString());
    }

    [Fact]
    public async Task Z96_NextWhen_HoldsAlready_ReturnsAtOnceAndTakesNothing()
    {
        _state["/a"] = 1;
        using Watch fresh = _state.Watch();
        Snapshot seen = await fresh.NextWhenAsync(state => state.Exists("/a"), TimeSpan.Zero, Token);
        _state["/a"] = 2;
        Assert.Equal(new Revision(1), seen.Revision);
        Assert.Equal(new Revision(2), (await fresh.NextAsync(Patience, Token)).Revision);
    }

    [Fact]
    public async Task Z97_Conditions_OnAMissingPath_WaitWithoutAnError()
    {
        Task<Snapshot>[] waiting =
        [
            _state.WhenEqualAsync("/later", 1, Patience, Token),
            _state.WhenNotEqualAsync("/later", 2, Patience, Token),
            _state.WhenAvailableAsync("/later", Patience, Token),
            _watch.NextNotNullAsync("/later", Patience, Token).AsTask(),
        ];
        _state["/other"] = 1;
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));

        _state["/later"] = 1;
        Assert.All(await Task.WhenAll(waiting), seen => Assert.Equal(new Revision(2), seen.Revision));
    }

    [Fact]
    public async Task Z98_Timeout_IsForTheWholeCallAndNotForEachCommit()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(300);
        long start = Stopwatch.GetTimestamp();
        Task<Snapshot> waiting = _watch.NextEqualAsync("/n", -1, limit, Token).AsTask();
        for (int number = 0; !waiting.IsCompleted && Stopwatch.GetElapsedTime(start) < Patience; number++)
        {
            await _state.SetAsync("/n", number, token: Token);
        }

        await Assert.ThrowsAnyAsync<TimeoutException>(() => waiting);
        Assert.True(Stopwatch.GetElapsedTime(start) >= limit * 0.9);
    }

    [Fact]
    public void Z106_Atomic_Result_IsTheFunctionsOwn()
    {
        _state["/count"] = 0;
        Committed<int> result = _state.Atomic(tx => tx.Get<int>("/count") + 1);
        Assert.Equal((1, new Revision(1)), (result.Value, result.Revision));
        Assert.Equal(0, _state.Get<int>("/count"));
    }

    [Fact]
    public async Task Z107_Exclusive_FiftyIncrementsWithPauses_AddUpInOrder()
    {
        var seen = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(each => _state.ExclusiveAsync(async tx =>
        {
            int next = tx.GetOrDefault("/count", 0) + 1;
            await Task.Delay(TimeSpan.FromMilliseconds(each % 3), Token);
            tx["/count"] = next;
            seen.Add(next);
        }, token: Token)));

        Assert.Equal(50, _state.Get<int>("/count"));
        Assert.Equal(Enumerable.Range(1, 50), seen);
    }

    [Fact]
    public void Z108_Atomic_AppendsInside()
    {
        _state["/numbers"] = Value.FromItems(1, 2);
        _state.Atomic(tx => tx.Append("/numbers", 3));
        Assert.Equal("[1,2,3]", _state["/numbers"].ToString());
    }

    [Fact]
    public void Z109_FetchedObject_Changed_ChangesNothingInTheState()
    {
        _state["/numbers"] = Value.FromItems(1, 2);
        _state.Get<List<int>>("/numbers").Add(3);
        Assert.Equal("[1,2]", _state["/numbers"].ToString());
    }

    [Fact]
    public void Z110_Exclusive_ItsProcessIsKilledInside_OthersGoOnAndNothingChanged()
    {
        _state["/count"] = 0;
        using var child = new ChildProcess("hold-turn", _folder.Store, "default");
        Assert.Equal("held", child.ReadLine());
        CommitOptions hasty = new() { Timeout = TimeSpan.FromMilliseconds(50) };
        string message = Assert.Throws<HoldfastTimeoutException>(() => _state.Set("/count", 1, hasty)).Message;
        Assert.Contains(child.Id.ToString(CultureInfo.InvariantCulture), message, StringComparison.Ordinal);

        child.Kill();
        Assert.Equal(0, _state.Get<int>("/count"));
        Assert.Equal(new Revision(2), _state.Set("/count", 1, new() { Timeout = Patience }));
    }

    private void SetAll()
    {
        _state["/avail"] = true;
        _state["/none"] = null;
        _state["/true"] = true;
        _state["/none"] = true;
    }
}
