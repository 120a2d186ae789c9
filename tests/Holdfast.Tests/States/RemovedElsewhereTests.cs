using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.States;

/// <summary>
/// Another process removes a namespace while this one has handles on it: they begin anew, as after a removal here.
/// </summary>
public sealed class RemovedElsewhereTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly State _shop;

    public RemovedElsewhereTests()
    {
        _store = Store.Open(_folder.Store);
        _shop = _store.GetState("shop");
        _shop["/a"] = 1;
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Read_Removed_FindsNothing()
    {
        Assert.Equal("removed", Run("remove"));
        Assert.False(_shop.Exists("/a"));
        Assert.Equal(new Revision(0), _shop.Revision);
        Assert.Empty(_shop.History());
        Assert.Equal(new Revision(1), _shop.OldestRevision);
    }

    [Fact]
    public void Set_Removed_MakesItAnewForAll()
    {
        State section = _shop.GetSection("/a");
        Assert.Equal(1, section.Get<int>(""));
        Assert.Equal("removed", Run("remove"));
        _shop["/b"] = 2;
        Assert.Equal("""{"b":2}""", _shop.Snapshot().ToString());
        Assert.False(section.Exists(""));
        Assert.Equal("set", Run("set"));
        Assert.True(_shop.Exists("/child"));
        Assert.Equal(2, _shop.Revision.Number);
    }

    [Fact]
    public async Task Atomic_Removed_BeginsWithNothing()
    {
        Assert.Equal("removed", Run("remove"));
        Assert.False(_shop.Atomic(tx =>
        {
            tx["/c"] = 1;
            return tx.Exists("/a");
        }).Value);
        Assert.Equal("removed", Run("remove"));
        await _shop.SetAsync("/d", 1, token: TestContext.Current.CancellationToken);
        Assert.Equal("""{"d":1}""", _shop.Snapshot().ToString());
    }

    [Fact]
    public void Read_RemovedAndMadeAnew_HasTheNewContent()
    {
        Assert.Equal("removed", Run("remove"));
        Assert.Equal("set", Run("set"));
        Assert.False(_shop.Exists("/a"));
        Assert.True(_shop.Exists("/child"));
    }

    [Fact]
    public async Task Next_Removed_EndsWithItsCode()
    {
        using Watch watch = _shop.Watch(new WatchOptions());
        ValueTask<Commit> next = watch.NextAsync(token: TestContext.Current.CancellationToken);
        Assert.Equal("removed", Run("remove"));
        HoldfastException fault = await Assert.ThrowsAsync<HoldfastException>(next.AsTask);
        Assert.Equal(ErrorCode.StoreReplaced, fault.Code);
    }

    [Fact]
    public void Remove_OverAndOver_EachHandleGoesOn()
    {
        for (int round = 0; round < 5; round++)
        {
            Assert.Equal("removed", Run("remove"));
            Assert.Equal("missing", Run("remove"));
            Assert.Equal(1, _shop.Set("/round", round).Number);
        }
    }

    private string Run(string what)
    {
        using var child = new ChildProcess(what, _folder.Store, "shop");
        string line = child.ReadLine();
        child.End();
        return line;
    }
}
