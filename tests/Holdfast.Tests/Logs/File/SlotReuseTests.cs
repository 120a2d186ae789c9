using Holdfast.Logs.File;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// The slot of a removed namespace is used again, but never while somebody could still take it for the old one's.
/// </summary>
public sealed class SlotReuseTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CreateLog_AfterRemovals_UsesTheirSlotsAgain()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog kept = store.CreateLog("kept");
        Append(kept, 1, 3);
        for (int round = 0; round < 100; round++)
        {
            MakeAndRemove(store, $"n{round % 7}");
            if (round % 10 == 0)
            {
                Collect();
            }
        }

        Assert.InRange(SlotCount(store), 2, 40);
        Assert.Equal(Range(1, 3), ReadRevisions(kept));
        Assert.Empty(store.Check(CheckMode.Report));
    }

    [Fact]
    public void CreateLog_OldLogIsStillHeldHere_LeavesItsSlotAlone()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog old = store.CreateLog("a");
        Append(old, 1);
        store.RemoveNamespace("a");
        Collect();
        FileLog other = store.CreateLog("b");
        Append(other, 1, 2);
        Assert.NotEqual(old.Context.SlotIndex, other.Context.SlotIndex);
        Assert.True(old.IsRemoved);
        GC.KeepAlive(old);
    }

    [Fact]
    public void CreateLog_OldLogIsHeldByAnotherProcess_LeavesItsSlotAloneUntilItEnds()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        Make(store, "a");
        using var child = new ChildProcess("await-fault", _folder.Store, "a");
        Assert.Equal("well", child.ReadLine());
        child.Stop();
        MakeAndRemove(store, "a");
        Collect();
        int slot = MakeAndRemove(store, "b");
        Assert.NotEqual(0, slot);

        // A thread of the store may still hold the log for a moment.
        child.Kill();
        Assert.True(SpinWait.SpinUntil(() => IsReused(store), TimeSpan.FromSeconds(30)));
    }

    private static bool IsReused(FileLogStore store)
    {
        Collect();
        return MakeAndRemove(store, "c") == 0;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Make(FileLogStore store, string name) => store.CreateLog(name);

    // In a frame of its own, so that nothing holds the log when it returns.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static int MakeAndRemove(FileLogStore store, string name)
    {
        FileLog log = store.CreateLog(name);
        Append(log, LastRevision(log) + 1);
        Assert.True(store.RemoveNamespace(name));
        return log.Context.SlotIndex;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static unsafe int SlotCount(FileLogStore store) => store.Session.Live.Header->SlotCount;
}
