using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <summary>
/// What a <see cref="State"/> waits for with a watch of its own: the same as a <see cref="Watch"/> does, by the same
/// rules.
/// </summary>
public sealed class ConditionTwinTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;

    public ConditionTwinTests() => _state = _store.GetState("default");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void When_EachNextOfAWatch_HasATwinWithTheSameParametersThatAwaitsAndOneThatBlocks()
    {
        string[] nexts = Signatures(typeof(Watch), "Next", "Change");
        string[] whens = Signatures(typeof(State), "When", "Changed");
        Assert.Contains("Truthy(StatePath, Nullable`1, CancellationToken)", nexts);
        Assert.Equal(nexts, whens);
        Assert.All(nexts.CountBy(each => each), each => Assert.Equal(2, each.Value));
    }

    [Fact]
    public async Task When_Blocking_WaitsAsItsTwinDoes()
    {
        Task<Snapshot[]> waiting = Task.Factory.StartNew(
            () => new[]
            {
                _state.When("/n", n => n.As<int>() > 1, Patience, Token),
                _state.When(state => state.Exists("/done"), Patience, Token),
                _state.WhenNotEqual("/n", 1, Patience, Token),
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        _state["/n"] = 1;
        _state["/n"] = 2;
        _state["/done"] = true;

        Snapshot[] seen = await waiting.WaitAsync(Patience, Token);

        Assert.All(seen[1..], each => Assert.Equal(new Revision(3), each.Revision));
        Assert.Equal(2, seen[0].Get<int>("/n"));
        Assert.Throws<HoldfastTimeoutException>(() => _state.WhenMissing("/n", Soon, Token));
        using Watch watch = _state.Watch("/n");
        Assert.Throws<HoldfastTimeoutException>(() => watch.NextChange(["/n"], Soon, Token));
        Assert.Equal(new Revision(3), watch.NextAvailable("/n", TimeSpan.Zero, Token).Revision);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => watch.Next(Patience, cancelled.Token));
    }

    [Theory]
    [InlineData("null", "Null Falsy")]
    [InlineData("0", "NotNull Falsy")]
    [InlineData("\"\"", "NotNull Falsy")]
    [InlineData("[]", "NotNull Falsy")]
    [InlineData("false", "NotNull Falsy")]
    [InlineData("true", "NotNull Truthy")]
    [InlineData("{\"a\":null}", "NotNull Truthy")]
    public async Task When_HoldsAlready_ReturnsAtOnceAndOthersAreTooLate(string value, string holding)
    {
        _state["/x"] = Value.Parse(value);
        foreach ((string name, Func<StatePath, TimeSpan, Task<Snapshot>> when) in ByName())
        {
            Task<Snapshot> waiting = when("/x", TimeSpan.Zero);
            if (holding.Split(' ').Contains(name)) Assert.Equal(new Revision(1), (await waiting).Revision);
            else await Assert.ThrowsAsync<HoldfastTimeoutException>(() => waiting);
        }
    }

    [Fact]
    public async Task When_MissingPath_NeverHoldsAndIsWaitedForWithoutAnError()
    {
        foreach ((_, Func<StatePath, TimeSpan, Task<Snapshot>> when) in ByName())
        {
            var late = await Assert.ThrowsAsync<HoldfastTimeoutException>(() => when("/missing", Soon));
            Assert.Contains("/missing", late.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_BecomesTrueLater_GivesTheFirstStateForWhichItHolds()
    {
        _state["/full"] = Value.EmptyArray;
        Task<Snapshot>[] waiting =
        [
            _state.WhenNullAsync("/x", Patience, Token),
            _state.WhenFalsyAsync("/x", Patience, Token),
            _state.WhenNotNullAsync("/x", Patience, Token),
            _state.WhenTruthyAsync("/x", Patience, Token),
            _state.WhenTruthyAsync("/full", Patience, Token),
            _state.WhenMissingAsync("/full", Patience, Token),
        ];
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        _state["/x"] = null;
        _state["/x"] = 0;
        _state["/x"] = 1;
        _state.Append("/full", 1);
        _state.Remove("/full");

        Snapshot[] seen = await Task.WhenAll(waiting);

        Assert.Equal([2, 2, 3, 4, 5, 6], seen.Select(each => each.Revision.Number));
    }

    [Fact]
    public async Task WhenChangedExcept_APath_WaitsForAnother()
    {
        Task<Snapshot> waiting = _state.WhenChangedExceptAsync(["/noise", "/doc/noise"], Patience, Token);
        Task<Snapshot> any = _state.WhenChangedExceptAsync([], Patience, Token);
        _state["/noise"] = 1;
        _state["/doc/noise"] = 1;
        _state["/doc"] = Value.Parse("""{"noise":2}""");
        Assert.False(waiting.IsCompleted);
        _state["/doc"] = Value.Parse("""{"noise":2,"signal":1}""");

        Assert.Equal(new Revision(4), (await waiting).Revision);
        Assert.Equal(new Revision(1), (await any).Revision);
    }

    [Fact]
    public async Task WhenChangedExcept_InASection_SpeaksOfItsPaths()
    {
        State section = _state.GetSection("/orders");
        Task<Snapshot> waiting = section.WhenChangedExceptAsync(["/noise"], Patience, Token);
        _state["/noise"] = 1;
        section["/noise"] = 1;
        section["/signal"] = 1;

        Snapshot seen = await waiting;

        Assert.Equal((new Revision(3), 1), (seen.Revision, seen.Get<int>("/signal")));
    }

    [Fact]
    public async Task When_CancelledOrStoreClosed_Ends()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<Snapshot> cancelled = _state.WhenTruthyAsync("/x", Patience, cancel.Token);
        Task<Snapshot> closed = _state.WhenNullAsync("/x", Patience, Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed);
    }

    private (string Name, Func<StatePath, TimeSpan, Task<Snapshot>> When)[] ByName() =>
    [
        ("Null", (path, timeout) => _state.WhenNullAsync(path, timeout, Token)),
        ("NotNull", (path, timeout) => _state.WhenNotNullAsync(path, timeout, Token)),
        ("Truthy", (path, timeout) => _state.WhenTruthyAsync(path, timeout, Token)),
        ("Falsy", (path, timeout) => _state.WhenFalsyAsync(path, timeout, Token)),
    ];

    // "NextWhen" is "When", "NextChange" is "WhenChanged"; Next itself takes a commit and waits for no condition.
    private static string[] Signatures(Type type, string prefix, string change) =>
    [.. type.GetMethods()
        .Where(method => method.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(method => (Condition: method.Name[prefix.Length..].Replace("Async", "", StringComparison.Ordinal)
            .Replace(change, "Changed", StringComparison.Ordinal), Method: method))
        .Where(one => prefix == "When" || one.Condition.Length > 0)
        .Select(one => (one.Condition == "When" ? "" : one.Condition)
            + $"({string.Join(", ", one.Method.GetParameters().Select(each => each.ParameterType.Name))})")
        .Order(StringComparer.Ordinal)];
}
