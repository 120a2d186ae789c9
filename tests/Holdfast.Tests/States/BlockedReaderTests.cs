using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.States;

/// <summary>Readers of watches that never give their thread back, and commits of another process.</summary>
public sealed class BlockedReaderTests : IDisposable
{
    private const int Commits = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NextAsync_AnotherReaderBlocksItsThreadForEver_StillDelivers()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 1;
        using Watch blocking = shop.Watch("/a");
        using Watch counting = shop.Watch("/b");
        using var release = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        Task reader = BlockAfterOneAsync(blocking, blocked, release);
        Task<int> count = CountAsync(counting);

        string[] paths = ["/a", .. Enumerable.Repeat("/b", Commits)];
        using var child = new ChildProcess(["set-each", _folder.Store, "shop", .. paths]);

        Assert.Equal(Commits, await count.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.True(blocked.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.False(reader.IsCompleted);
        release.Set();
        await reader;
        child.End();
    }

    // The reader waits, on the thread that has just woken it, for what only that thread can bring.
    [Fact]
    public async Task Next_InTheReaderOfAnotherWatch_IsWoken()
    {
        using Store store = Store.Open(_folder.Store);
        State shop = store.GetState("shop");
        shop["/a"] = 1;
        using Watch outer = shop.Watch("/a");
        using Watch inner = shop.Watch("/b");
        Task<Revision> reader = TakeOneThenBlockForOneAsync(outer, inner);

        using var first = new ChildProcess("set-each", _folder.Store, "shop", "/a");
        first.End();
        using var second = new ChildProcess("set-each", _folder.Store, "shop", "/b");
        long revision = long.Parse(second.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);

        Revision taken = await reader.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(revision, taken.Number);
        second.End();
    }

    private static async Task BlockAfterOneAsync(
        Watch watch, ManualResetEventSlim blocked, ManualResetEventSlim release)
    {
        await watch.NextAsync();
        blocked.Set();
        release.Wait();
    }

    private static async Task<int> CountAsync(Watch watch)
    {
        for (int count = 0; count < Commits; count++)
        {
            await watch.NextAsync();
        }

        return Commits;
    }

    private static async Task<Revision> TakeOneThenBlockForOneAsync(Watch outer, Watch inner)
    {
        await outer.NextAsync();
        return inner.Next(Patience).Revision;
    }
}
