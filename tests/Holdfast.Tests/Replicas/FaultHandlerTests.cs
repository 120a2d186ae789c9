using Holdfast.Logs.File;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Replicas;

/// <summary>What a handler of <see cref="Store.Faulted"/> may do, on whatever thread of the store it runs.</summary>
public sealed class FaultHandlerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TestFolder _folder = new();
    private readonly FailingDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    // The close waited for the store's side work, and so for the handler that closed it.
    [Fact]
    public void Faulted_HandlerOfAFailedCheckpointClosesTheStore_ReturnsAndNothingIsLost()
    {
        Store store = Open();
        using var isClosed = new ManualResetEventSlim();
        store.Faulted += (_, _) =>
        {
            store.Dispose();
            isClosed.Set();
        };
        _disk.FailOnce(".0.tmp");
        store.GetState("shop")["/a"] = new string('x', 50_000);
        Assert.True(isClosed.Wait(Patience, TestContext.Current.CancellationToken));

        using Store again = Open();
        Assert.Equal(50_000, again.GetState("shop").Get<string>("/a").Length);
    }

    [Fact]
    public void Faulted_HandlerOfAFailedCheckpointOpensAStore_GoesOn()
    {
        using Store store = Open();
        using var hasRead = new ManualResetEventSlim();
        store.Faulted += (_, _) =>
        {
            using Store another = Store.Open(_folder.Store);
            using Store other = Store.Open(_folder.Store + "2");
            other.GetState("log")["/length"] = another.GetState("shop").Get<string>("/a").Length;
            hasRead.Set();
        };
        _disk.FailOnce(".0.tmp");
        store.GetState("shop")["/a"] = new string('x', 50_000);
        Assert.True(hasRead.Wait(Patience, TestContext.Current.CancellationToken));
    }

    // That of a log that is faulted runs on the waiting thread, which a close joins.
    [Fact]
    public void Faulted_HandlerOfAFaultedLogClosesTheStore_Returns()
    {
        Store store = Open();
        using var isClosed = new ManualResetEventSlim();
        store.Faulted += (_, _) =>
        {
            store.Dispose();
            isClosed.Set();
        };
        State shop = store.GetState("shop");
        using Watch watch = shop.Watch();
        Task<Commit> next = watch.NextAsync(token: TestContext.Current.CancellationToken).AsTask();
        _disk.FailOnce(".log");
        shop["/a"] = 1;
        Assert.True(isClosed.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.NotNull(next);
    }

    private Store Open() => Store.Open(
        () => FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = _disk, MinCheckpointBytes = 10_000 }),
        new StoreOptions());
}
