using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Replicas;

/// <summary>When a store begins to look after a namespace: not at the first look, where a program asks so.</summary>
public sealed class UpkeepTests : IDisposable
{
    private const string LazyUpkeep = "Holdfast.LazyUpkeep";

    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly State _shop;

    public UpkeepTests()
    {
        using (var writer = Store.Open(_folder.Store))
        {
            writer.GetState("shop")["/tea"] = 10;
        }

        AppContext.SetSwitch(LazyUpkeep, true);
        _store = Store.Open(_folder.Store);
        _shop = _store.GetState("shop");
    }

    public void Dispose()
    {
        AppContext.SetSwitch(LazyUpkeep, false);
        _store.Dispose();
        _folder.Dispose();
    }

    private bool IsUpkept => _store.Core.FindOpen("shop")!.Log.TailMoved is not null;

    [Fact]
    public void Read_Once_BeginsNoUpkeep()
    {
        Assert.Equal(10, _shop.Get<int>("/tea"));
        Assert.False(IsUpkept);
    }

    [Fact]
    public void Read_OnceWithoutTheSwitch_BeginsUpkeep()
    {
        AppContext.SetSwitch(LazyUpkeep, false);
        Assert.Equal(10, _shop.Get<int>("/tea"));
        Assert.True(IsUpkept);
    }

    [Fact]
    public void Read_Twice_BeginsUpkeep()
    {
        Assert.Equal(10, _shop.Get<int>("/tea"));
        Assert.Equal(10, _shop.Get<int>("/tea"));
        Assert.True(IsUpkept);
    }

    [Fact]
    public void Set_AfterOneLook_BeginsUpkeep()
    {
        _shop["/tea"] = 9;
        Assert.True(IsUpkept);
    }

    [Fact]
    public async Task Watch_OfOther_IsTold()
    {
        using var other = Store.Open(_folder.Store);
        using Watch watch = _shop.Watch("/tea");
        Task<Commit> next = watch.NextAsync(token: TestContext.Current.CancellationToken).AsTask();
        Assert.True(IsUpkept);
        other.GetState("shop")["/tea"] = 8;
        Assert.Equal(8, (await next).After.Get<int>("/tea"));
    }

    // Whoever read once and lies idle learns with its next use that the folder has gone.
    [Fact]
    public void Set_FolderRemovedAfterOneLook_IsRefusedSoon()
    {
        Assert.Equal(10, _shop.Get<int>("/tea"));
        Directory.Delete(_folder.Store, recursive: true);
        Assert.Equal(10, _shop.Get<int>("/tea"));
        Log log = _store.Core.FindOpen("shop")!.Log;
        Assert.True(SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(10)));
        Assert.Equal(
            ErrorCode.StoreReplaced, Assert.Throws<HoldfastException>(() => _shop.Set("/tea", 9)).Code);
    }
}
