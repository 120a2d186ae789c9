using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Flushing;
using Holdfast.Logs.File.Live;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File.Flushing;

public sealed unsafe class FlushGroupTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The group passed for led by a thread that had never been started, so whoever came next waited for ever.
    [Fact]
    public void FlushAsync_NoRoomForTheThreadThatLeads_FailsForAll()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        LogPosition tail = Append(log, 1);
        LeaveUnflushed(log);
        CancellationToken token = TestContext.Current.CancellationToken;
        var flusher = new LogFlusher(log.Context);
        var group = new FlushGroup(log.Context, flusher, _ => throw new InsufficientMemoryException());
        for (int round = 0; round < 2; round++)
        {
            Task flush = group.FlushAsync(tail.Number, token).AsTask();
            Assert.Throws<InsufficientMemoryException>(() => flush.WaitAsync(Patience, token).GetAwaiter().GetResult());
        }
    }

    // Nobody flushes a log that has a fault.
    private static void LeaveUnflushed(FileLog log)
    {
        SlotFault.SetFlushFailed(log.Context.Slot, FailingDisk.Errno);
        log.Context.Slot->Durable = 0;
    }
}
