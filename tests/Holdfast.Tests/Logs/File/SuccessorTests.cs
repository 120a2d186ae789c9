using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Segments;
using Holdfast.Logs.File.Writing;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// A namespace that was removed and made anew, in the same folder, gets nothing of what was begun for the old one.
/// </summary>
public sealed class SuccessorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestFolder _folder = new();
    private readonly MovedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    // The look whether the namespace is gone came before the wait for another checkpoint: the old document then stood
    // in the new namespace, which began from it.
    [Fact]
    public void SaveCheckpoint_WaitedWhileTheNamespaceWasMadeAnew_IsNotKept()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using (FileLogStore store = Open())
        {
            FileLog old = store.CreateLog("orders");
            LogPosition tail = Append(old, 1, 100);
            using var isInside = new ManualResetEventSlim();
            using var mayGoOn = new ManualResetEventSlim();
            Thread slow = Run(() => old.SaveCheckpoint(
                99,
                tail,
                _ =>
                {
                    isInside.Set();
                    mayGoOn.Wait(Patience, token);
                },
                _ => { }));
            Assert.True(isInside.Wait(Patience, token));
            Thread waiting = Run(() => SaveCheckpoint(old, 100, tail));
            Assert.True(SpinWait.SpinUntil(
                () => waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience));
            Assert.True(store.RemoveNamespace("orders"));
            Append(store.CreateLog("orders"), 1, 3);
            mayGoOn.Set();
            slow.Join();
            waiting.Join();
        }

        using FileLogStore again = Open();
        FileLog log = again.CreateLog("orders");
        Assert.Null(log.OpenCheckpoint(long.MaxValue));
        Assert.Equal(Range(1, 3), ReadRevisions(log));
        Assert.Empty(Directory.GetFiles(log.Context.Folder, "*.tmp"));
    }

    // A thread of the pool made the old log's next segment in the new one's folder, where it lies behind a hole.
    [Fact]
    public void PrepareSegment_NamespaceWasMadeAnew_LeavesNone()
    {
        using (FileLogStore store = Open())
        {
            FileLog old = store.CreateLog("orders");
            Append(old, 1, 40, bytes: 500);
            Segment last = old.Context.AcquireSegment(old.Tail.Number - 1);
            store.RemoveNamespace("orders");
            Append(store.CreateLog("orders"), 1, 3);
            Assert.Throws<HoldfastException>(() => new LogWriter(old.Context).Prepare(last));
            last.Release();
        }

        using FileLogStore again = Open();
        FileLog log = again.CreateLog("orders");
        Assert.Null(log.Fault);
        Assert.Single(SegmentFolder.ListBases(log.Context.Folder));
    }

    // The old log's end and retention decided what goes, and the files that went were the new one's.
    [Fact]
    public void Trim_NamespaceWasMadeAnew_LeavesItsHistory()
    {
        using FileLogStore store = Open();
        FileLog old = store.CreateLog("orders");
        Append(old, 1, 3000);
        store.RemoveNamespace("orders");
        FileLog log = store.CreateLog("orders");
        for (int revision = 1; revision <= 40; revision++)
        {
            SaveCheckpoint(log, revision, Append(log, revision, bytes: 500));
        }

        _clock.Advance(TimeSpan.FromDays(2));
        _ = Record.Exception(old.Compact);
        Assert.Equal(Range(1, 40), ReadRevisions(log));
    }

    private static Thread Run(Action action)
    {
        var thread = new Thread(() => Record.Exception(action));
        thread.Start();
        return thread;
    }

    private FileLogStore Open() => FileLogStore.Open(_folder.Store, new()
    {
        FirstSegmentBytes = 4096,
        MaxSegmentBytes = 4096,
        Retention = new Retention { Age = TimeSpan.FromDays(1) },
        TimeProvider = _clock,
    });

    private sealed class MovedClock : TimeProvider
    {
        private TimeSpan _by;

        public void Advance(TimeSpan time) => _by += time;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _by;

        public override long GetTimestamp() => System.GetTimestamp() + (long)(_by.TotalSeconds * TimestampFrequency);
    }
}
