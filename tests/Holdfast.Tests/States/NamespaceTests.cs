using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.States;

/// <summary>Namespaces and forks as zproc has them: the cases Z-31 and Z-32, and what is said of them.</summary>
public sealed class NamespaceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly State _state;

    public NamespaceTests()
    {
        _store = Store.Open(_folder.Store);
        _state = _store.GetState("a");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    /// <remarks>zproc filtered by the beginning, so that "a" was told of "ab" and could not read it.</remarks>
    [Fact]
    public async Task Z31_Watch_OfANamespace_IsToldOfItsOwnUpdatesOnly()
    {
        using Watch watch = _state.Watch();
        _store.GetState("ab")["/n"] = 1;
        _store.GetState("b")["/n"] = 2;
        _state["/n"] = 3;
        Commit first = await watch.NextAsync(Patience, Token);
        Assert.Equal((3, new Revision(1)), (first.After.Get<int>("/n"), first.Revision));
        await Assert.ThrowsAsync<HoldfastTimeoutException>(async () => await watch.NextAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public void Z32_Fork_NothingSaid_IsTheSameStateWithAWriterOfItsOwn()
    {
        State fork = _state.GetSection("/part").Fork();
        Assert.Equal(("a", "/part"), (fork.Name, fork.Path.ToString()));
        Assert.Same(_store, fork.Store);
        using Watch others = _state.Watch(new WatchOptions { ExcludesOwn = true });
        _state["/own"] = 1;
        fork["/n"] = 2;
        Assert.Equal(2, _state.Get<int>("/part/n"));
        Assert.Equal("/part/n", Assert.Single(others.Next(Patience).Changes).Path.ToString());
    }

    [Fact]
    public void Z32_Fork_NamespaceOrAddress_BeatsThatOfTheState()
    {
        _state["/n"] = 1;
        State named = _state.Fork("b");
        Assert.Equal("b", named.Name);
        Assert.Same(_store, named.Store);
        Assert.False(named.Exists("/n"));

        string second = Path.Combine(_folder.Store, "..", "second");
        State elsewhere = _state.Fork(address: second);
        Assert.Equal("a", elsewhere.Name);
        Assert.False(elsewhere.Exists("/n"));
        elsewhere["/n"] = 2;
        Assert.Equal(1, _state.Get<int>("/n"));

        State both = _state.Fork("b", second);
        both["/n"] = 3;
        using Store opened = Store.Open(second);
        Assert.Equal(2, opened.GetState("a").Get<int>("/n"));
        Assert.Equal(3, opened.GetState("b").Get<int>("/n"));
    }

    [Fact]
    public void GetState_SameName_IsTheSameDataForEveryHandle()
    {
        using Store other = Store.Open(_folder.Store);
        _state["/n"] = 1;
        Assert.Equal(1, other.GetState("a").Get<int>("/n"));
        other.GetState("a")["/n"] = 2;
        Assert.Equal(2, _state.Get<int>("/n"));
        Assert.Equal("{}", other.GetState("new").Snapshot().ToString());
    }

    [Fact]
    public async Task Exclusive_InOneNamespace_HoldsUpNoOther()
    {
        State other = _store.GetState("b");
        TaskCompletionSource inside = new();
        TaskCompletionSource open = new();
        Task<Revision> holder = _state.ExclusiveAsync(
            async _ =>
            {
                inside.SetResult();
                await open.Task;
            },
            token: Token);
        await inside.Task.WaitAsync(Patience, Token);
        CommitOptions hasty = new() { Timeout = TimeSpan.FromMilliseconds(50) };
        Assert.Throws<HoldfastTimeoutException>(() => _state.Set("/n", 1, hasty));
        Assert.Equal(new Revision(1), other.Set("/n", 1, new() { Timeout = Patience }));
        open.SetResult();
        await holder.WaitAsync(Patience, Token);
    }
}
