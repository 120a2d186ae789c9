using System.Globalization;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using static Holdfast.Tests.Logs.File.TestFiles;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// A flush that fails once may have lost what it could not write, and a second one would not tell: the log takes no
/// more commits, for no handle and in no process, whoever met the failure.
/// </summary>
public sealed class FailedFlushTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FailingDisk _disk = new();

    [Fact]
    public void Flush_Fails_FaultsTheLogInEveryProcess()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        FileLog other = store.CreateLog("other");
        LogPosition first = Append(log, 1);
        log.Flush(first);
        using var child = new ChildProcess("await-fault", _folder.Store, "orders");
        Assert.Equal("well", child.ReadLine());

        _disk.FailOnce(FileFormat.SegmentSuffix);
        LogPosition second = Append(log, 2);
        // The elected flusher may meet the failure first: the answer is the same.
        AssertFaulted(() => log.Flush(second));
        Assert.Equal($"Faulted Faulted {FailingDisk.Errno}", child.ReadLine());

        // The disk works again, and nobody is told that what it may have lost is there.
        Assert.Equal(1, _disk.Failures);
        AssertFaulted(() => log.Flush(second));
        AssertFaulted(() => Append(log, 3));
        Assert.Equal((first, 1L), (log.Durable, log.DurableRevision));
        Assert.Equal(Range(1, 2), ReadRevisions(log));
        other.Flush(Append(other, 1));
        Assert.Contains("A flush of", store.GetStatus().Namespaces[0].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlushAsync_Fails_FailsAllThatWait()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        _disk.FailOnce(FileFormat.SegmentSuffix);
        for (int revision = 1; log.Fault is null; revision++)
        {
            Task[] waiting = [.. Enumerable.Range(0, 20).Select(_ => FlushAsync(log))];
            Assert.True(TryAppend(log, revision) || log.Fault is not null);
            _ = await Record.ExceptionAsync(() => Task.WhenAll(waiting));
        }

        await Assert.ThrowsAsync<HoldfastException>(() => log.FlushAsync(log.Tail, CancellationToken.None).AsTask());
    }

    [Fact]
    public void ElectedFlush_Fails_FaultsTheLog()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        _disk.FailOnce(FileFormat.SegmentSuffix);
        Append(log, 1);
        Assert.True(SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(30)));
        AssertFaulted(() => Append(log, 2));
    }

    [Fact]
    public void Open_FlushOfItsRecoveryFails_CanBeReadAndTakesNoCommitsForAll()
    {
        long last;
        using (var child = new ChildProcess("append", _folder.Store, "orders", "false"))
        {
            last = long.Parse(child.ReadLine(), CultureInfo.InvariantCulture);
            last = child.Kill().Append(last).Max();
        }

        _disk.FailOnce(FileFormat.SegmentSuffix);
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        Assert.Equal(1, _disk.Failures);
        List<long> found = ReadRevisions(log);
        Assert.Equal(Range(1, found.Count), found);
        Assert.InRange(last, 1, found.Count);
        AssertFaulted(() => Append(log, found.Count + 1));
        Assert.Equal(0, log.DurableRevision);
        using var other = new ChildProcess("await-fault", _folder.Store, "orders");
        Assert.Equal("faulted", other.ReadLine());
        Assert.Equal($"Faulted Faulted {FailingDisk.Errno}", other.ReadLine());
    }

    [Fact]
    public void EnterWriter_FlushOfTheErasureFails_FaultsTheLog()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        using (var child = new ChildProcess("die-writing", _folder.Store, "orders", "5"))
        {
            child.End();
        }

        _disk.FailOnce(FileFormat.SegmentSuffix);
        Assert.Throws<HoldfastException>(() => Append(log, 5));
        AssertFaulted(() => Append(log, 5));
    }

    [Fact]
    public void Repair_FlushOfTheCutFails_FaultsTheLog()
    {
        string segment;
        using (FileLogStore before = Open())
        {
            FileLog log = before.CreateLog("orders");
            log.Flush(Append(log, 1, 5));
            log.Flush(Append(log, 6, 5));
            segment = Directory.GetFiles(log.Context.Folder, "*" + FileFormat.SegmentSuffix).Single();
        }

        Flip(segment, FileFormat.SegmentHeaderBytes + 20);
        using FileLogStore store = Open();
        Assert.NotNull(store.CreateLog("orders").Fault);
        _disk.FailOnce(FileFormat.SegmentSuffix);
        store.Check(CheckMode.Repair);
        FileLog repaired = store.OpenLog("orders")!;
        AssertFaulted(() => Append(repaired, 1));
    }

    [Fact]
    public void Append_FlushOfASegmentsNameFails_FaultsTheLog()
    {
        using FileLogStore store = FileLogStore.Open(
            _folder.Store,
            new FileLogOptions { Observer = _disk, FirstSegmentBytes = 4096, MaxSegmentBytes = 4096 });
        FileLog log = store.CreateLog("orders");
        _disk.FailFolderOnce("orders");
        int revision = 0;
        while (TryAppend(log, revision + 1))
        {
            revision++;
        }

        Assert.Equal(1, _disk.Failures);
        AssertFaulted(() => Append(log, revision + 1));
        Assert.Equal(Range(1, revision), ReadRevisions(log));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertFaulted(Action action) =>
        Assert.Equal(ErrorCode.Faulted, Assert.Throws<HoldfastException>(action).Code);

    private static async Task FlushAsync(FileLog log) => await log.FlushAsync(log.Tail, CancellationToken.None);

    private static bool TryAppend(FileLog log, long revision)
    {
        try
        {
            Append(log, revision, bytes: 500);
            return true;
        }
        catch (HoldfastException)
        {
            return false;
        }
    }

    private FileLogStore Open() => FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = _disk });
}
