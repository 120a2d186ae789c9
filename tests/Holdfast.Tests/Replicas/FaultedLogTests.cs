using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Live;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Replicas;

/// <summary>What a state says when its log takes no more commits.</summary>
public sealed class FaultedLogTests : IDisposable
{
    private const int InputOutput = 5;
    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly State _shop;

    public FaultedLogTests()
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

    // A lone writer goes past the queue, and the fault was told only to those who stood in it: the write looked done.
    [Fact]
    public void Set_LoneWriterOnFaultedLog_SaysSoAndChangesNothing()
    {
        FailFlush();

        Assert.Equal(ErrorCode.Faulted, Assert.Throws<HoldfastException>(() => _shop.Set("/a", 2)).Code);
        Assert.Equal(ErrorCode.Faulted,
            Assert.Throws<HoldfastException>(() => _shop.TrySet("/b", 2, Condition.IfMissing, out _)).Code);
        Assert.Equal(1, _shop.Get<int>("/a"));
    }

    // A fault moves no tail, so nothing woke who slept.
    [Fact]
    public async Task Watch_LogFaultsWhileItWaits_EndsWithTheFault()
    {
        using Watch watch = _shop.Watch();
        Task<Commit> next = watch.NextAsync(token: TestContext.Current.CancellationToken).AsTask();
        FailFlush();

        Task ended = await Task.WhenAny(
            next, Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Same(next, ended);
        Assert.Equal(ErrorCode.Faulted, (await Assert.ThrowsAsync<HoldfastException>(() => next)).Code);
    }

    // The replica of the removed log was kept for the name, and answered with its fault until the store was closed.
    [Fact]
    public void GetState_NamespaceRemovedByAnother_IsTheNewOne()
    {
        _store.Core.Logs.RemoveNamespace("shop");
        Assert.False(_shop.Exists("/a"));
        Assert.Equal(new Revision(1), _shop.Set("/c", 2));

        State again = _store.GetState("shop");
        Assert.False(again.Exists("/a"));
        again["/b"] = 3;
        Assert.Equal(3, _store.GetState("shop").Get<int>("/b"));
    }

    private unsafe void FailFlush() =>
        SlotFault.SetFlushFailed(((FileLogStore)_store.Core.Logs).OpenLog("shop")!.Context.Slot, InputOutput);
}
