using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Writing;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>What a writer that died, or a holder of the turn, leaves, met where something else is amiss too.</summary>
public sealed unsafe class DeadWriterTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DiskWatch _watch = new();

    public void Dispose() => _folder.Dispose();

    // A process that had no descriptor left could not erase what a dead writer had written, and faulted the log for
    // all processes, as if a flush had failed.
    [Fact]
    public void EnterWriter_NoDescriptorForErasing_IsTriedAgainByTheNext()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = _watch });
        FileLog log = store.CreateLog("orders");
        Append(log, 1, 2);
        LiveSlot* slot = log.Context.Slot;
        slot->Writing = slot->Tail + 100;
        _watch.OnWritten = path => throw NativeError.Make("open", path, Errno.TooManyFiles);
        Assert.Equal(ErrorCode.LimitReached, Assert.Throws<HoldfastException>(() => Append(log, 3)).Code);
        Assert.NotEqual(0, slot->Writing);

        int erased = 0;
        _watch.OnWritten = _ => erased++;
        Append(log, 3);
        Assert.Equal(2, erased);
        Assert.Equal(Range(1, 3), ReadRevisions(log));
    }

    // The number of a closed descriptor may be another file's by then, on which nobody has the lock: the turn of a
    // process that lives was taken from it.
    [Fact]
    public void TakeTurn_StoreWasClosed_LeavesTheTurnOfAnother()
    {
        FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        long turn = TurnWord.Make(holder: 7, endMilliseconds: null);
        log.Context.Slot->Turn = turn;
        store.Dispose();
        using FileLogStore other = FileLogStore.Open(Path.Combine(_folder.Root, "other"), new FileLogOptions());
        Assert.Throws<ObjectDisposedException>(() => new Turn(log.Context).Take(
            Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        Assert.Equal(turn, log.Context.Slot->Turn);
    }
}
