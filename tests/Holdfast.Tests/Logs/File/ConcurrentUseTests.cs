using System.Collections.Concurrent;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Native;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>Threads and processes that meet in one store at awkward moments.</summary>
public sealed class ConcurrentUseTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The remover has the log's writer lock, and a commit that met it there was told that two threads had it.
    [Fact]
    public void EnterWriter_WhileTheNamespaceIsRemoved_SaysThatItWasRemoved()
    {
        var watch = new DiskWatch();
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = watch });
        FileLog log = store.CreateLog("orders");
        Append(log, 1);
        Exception? met = null;
        Thread? writer = null;
        watch.OnRenamed = to =>
        {
            writer = new Thread(() => met = Record.Exception(() => Append(log, 2)));
            writer.Start();
            writer.Join(TimeSpan.FromMilliseconds(200));
        };

        Assert.True(store.RemoveNamespace("orders"));
        writer!.Join();
        Assert.Equal(ErrorCode.StoreReplaced, Assert.IsType<HoldfastException>(met).Code);
    }

    // A remover that died between the two steps left others committing into a folder that no name leads to.
    [Fact]
    public void RemoveNamespace_WhenTheNameGoes_NobodyCommitsAnyMore()
    {
        var watch = new DiskWatch();
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = watch });
        FileLog log = store.CreateLog("orders");
        bool wasRemoved = false;
        watch.OnRenamed = to => wasRemoved = log.IsRemoved;

        Assert.True(store.RemoveNamespace("orders"));
        Assert.True(wasRemoved);
    }

    // The second writer saw the mark cleared in memory, and published before that was on disk: after a power loss the
    // store would have passed for a clean one, and the revision would have been used again.
    [Fact]
    public void Publish_WhileAnotherNotesTheFirstCommitOfALife_IsNotVisibleBeforeTheNoteIsOnDisk()
    {
        FileLogStore.Open(_folder.Store, new FileLogOptions()).Dispose();
        var watch = new DiskWatch();
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = watch });
        FileLog first = store.CreateLog("first");
        FileLog second = store.CreateLog("second");
        LogPosition before = second.Tail;
        bool wasVisible = false;
        Thread? other = null;
        watch.OnFlushed = path =>
        {
            if (path.EndsWith("live", StringComparison.Ordinal) && other is null)
            {
                other = new Thread(() => Append(second, 1));
                other.Start();
                other.Join(TimeSpan.FromMilliseconds(300));
                wasVisible = second.Tail > before;
            }
        };

        Append(first, 1);
        other!.Join();
        Assert.False(wasVisible);
        Assert.Equal([1L], ReadRevisions(second));
    }

    // Process 1 of one container and process 1 of another made the same segment in the same temporary file, and the
    // later one emptied what the earlier one had given its name.
    [Fact]
    public void MakeSegment_InTwoContainers_UsesTwoTemporaryFiles()
    {
        var watch = new DiskWatch();
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = watch });
        store.CreateLog("orders");

        Assert.DoesNotContain(
            watch.Created, path => path.Contains($".{Environment.ProcessId}-", StringComparison.Ordinal));
        string twin = Path.Combine(_folder.Root, "twin.tmp");
        System.IO.File.WriteAllText(twin, "of another process");
        Assert.Throws<HoldfastException>(() => new Disk(null).CreateNew(twin));
        Assert.Equal("of another process", System.IO.File.ReadAllText(twin));
    }

    // Both wrote the same temporary files, and the slower one found them gone: "the folder was removed".
    [Fact]
    public void SaveCheckpoint_ByManyThreadsAtOnce_IsKeptOnce()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        for (int revision = 1; revision <= 20; revision++)
        {
            LogPosition position = Append(log, revision);
            Parallel.For(0, 8, _ => SaveCheckpoint(log, revision, position, new string('x', 50_000)));
            using Checkpoint? kept = log.OpenCheckpoint(revision);
            Assert.Equal(revision, kept?.Revision);
        }
    }

    // A `live` that was renamed is still linked; whoever opens the folder then makes another.
    [Fact]
    public void CommitAfter_LiveWasRenamed_IsRefused()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        Append(log, 1);
        System.IO.File.Move(Path.Combine(_folder.Store, "live"), Path.Combine(_folder.Root, "live"));

        Assert.True(SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(5)));
        Assert.Equal(ErrorCode.StoreReplaced, Assert.Throws<HoldfastException>(() => Append(log, 2)).Code);
    }

    // A life that began clean took what a repair found for flushed, though this very life had written it.
    [Fact]
    public void Repair_InALifeThatBeganClean_FlushesWhatItFinds()
    {
        var watch = new DiskWatch();
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = watch });
        FileLog log = store.CreateLog("orders");
        SaveCheckpoint(log, 1, Append(log, 1), "{}");
        System.IO.File.AppendAllText(
            Directory.GetFiles(_folder.Store, "*1.json", SearchOption.AllDirectories).Single(), "x");
        int flushes = 0;
        watch.OnFlushed = path => flushes += path.EndsWith(".log", StringComparison.Ordinal) ? 1 : 0;

        Assert.True(Assert.Single(store.Check(CheckMode.Repair)).IsRepaired);
        Assert.NotEqual(0, flushes);
        Append(store.CreateLog("orders"), 2);
    }

    // A thread of the pool that came late made a segment anew that had been used and trimmed meanwhile.
    [Fact]
    public void PrepareSegment_ComesAfterItWasTrimmed_LeavesNone()
    {
        var watch = new DiskWatch();
        CancellationToken token = TestContext.Current.CancellationToken;
        Thread writer = Thread.CurrentThread;
        using var isLate = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        watch.OnCreated = path =>
        {
            if (Thread.CurrentThread != writer && path.Contains("4096.log", StringComparison.Ordinal))
            {
                isLate.Set();
                mayGoOn.Wait(TimeSpan.FromMinutes(1), token);
            }
        };
        using (FileLogStore store = OpenSmall(watch))
        {
            FileLog log = store.CreateLog("orders");
            Append(log, 1, 5, bytes: 500);
            Assert.True(isLate.Wait(TimeSpan.FromSeconds(30), token));
            for (long revision = 6; revision <= 100; revision++)
            {
                LogPosition tail = Append(log, revision, bytes: 500);
                if (revision % 20 == 0)
                {
                    SaveCheckpoint(log, revision, tail);
                }
            }

            Assert.True(log.OldestRevision > 20);
            mayGoOn.Set();
        }

        using FileLogStore again = OpenSmall(null);
        FileLog reopened = again.CreateLog("orders");
        Assert.Empty(again.Check(CheckMode.Report));
        Assert.False(System.IO.File.Exists(Path.Combine(reopened.Context.Folder, "00000000000000004096.log")));
    }

    // The thread that closes had flushed, and had not yet told the others that the store is closed.
    [Fact]
    public void Dispose_CommitBesideItsFlush_IsFlushedToo()
    {
        bool wasBeside = false;
        for (int round = 0; round < 100 && !wasBeside; round++)
        {
            var watch = new DiskWatch();
            FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = watch });
            FileLog log = store.CreateLog("orders");
            long revision = LastRevision(log) + 1;
            Append(log, revision);
            Thread closer = Thread.CurrentThread;
            watch.OnFlushed = path =>
            {
                if (Thread.CurrentThread == closer && path.EndsWith(".log", StringComparison.Ordinal) && !wasBeside)
                {
                    wasBeside = true;
                    var writer = new Thread(() => Append(log, revision + 1));
                    writer.Start();
                    writer.Join();
                }
            };
            store.Dispose();
            Assert.Equal(log.Tail, log.Durable);
        }

        Assert.True(wasBeside);
    }

    // A thread that waited while the store closed went on with a closed descriptor's number.
    [Fact]
    public void UnderStoreLock_StoreWasLeft_IsRefused()
    {
        FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        StoreSession session = store.Session;
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.UnderStoreLock(() => true));
        Assert.Throws<ObjectDisposedException>(() => log.Context.TryWithStillHistory(TimeSpan.Zero, () => { }));
    }

    // The elected process keeps its part as long as it lives, also when it stands still.
    [Fact]
    public void Append_ElectedFlusherIsStopped_IsFlushedAllTheSame()
    {
        using var elected = new ChildProcess("flush", _folder.Store, "orders");
        Assert.Equal("flushed", elected.ReadLine());
        elected.Stop();

        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        LogPosition tail = Append(log, LastRevision(log) + 1);
        Assert.True(SpinWait.SpinUntil(() => log.Durable >= tail, TimeSpan.FromSeconds(30)));
    }

    private FileLogStore OpenSmall(DiskWatch? watch) => FileLogStore.Open(_folder.Store, new FileLogOptions
    {
        Observer = watch,
        FirstSegmentBytes = 4096,
        MaxSegmentBytes = 8192,
        Retention = new Retention { Bytes = 4096 },
    });

    /// <summary>Calls a test back when the files change.</summary>
}
