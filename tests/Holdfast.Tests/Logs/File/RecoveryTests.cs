using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>What the first opener makes of a folder that was left in some state.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly Guid FirstBoot = Guid.NewGuid();
    private static readonly Guid SecondBoot = Guid.NewGuid();
    private readonly TestFolder _folder = new();
    private int _copies;

    [Fact]
    public void Open_CleanlyClosedBeforeRestart_GoesOnWithNextRevision()
    {
        using (FileLogStore store = Open(_folder.Store, FirstBoot))
        {
            Append(store.CreateLog("orders"), 1, 10);
        }

        using FileLogStore again = Open(_folder.Store, SecondBoot);
        Assert.Equal(10, LastRevision(again.CreateLog("orders")));
        Assert.Equal(0, again.GetStatus().Generation);
    }

    [Fact]
    public void Open_NotClosedSameBoot_GoesOnWithNextRevision()
    {
        using FileLogStore store = Open(_folder.Store, FirstBoot);
        Append(store.CreateLog("orders"), 1, 10);
        using FileLogStore again = Open(Copy(), FirstBoot);
        Assert.Equal(10, LastRevision(again.CreateLog("orders")));
    }

    [Fact]
    public void Open_NotClosedOtherBoot_LeavesOutWhatMayBeLost()
    {
        using FileLogStore store = Open(_folder.Store, FirstBoot);
        Append(store.CreateLog("orders"), 1, 10);
        string copy = Copy();
        using (FileLogStore again = Open(copy, SecondBoot))
        {
            FileLog log = again.CreateLog("orders");
            Assert.Equal(10 + FileFormat.MaxUnflushedRevisions, LastRevision(log));
            Assert.Equal(new GapRecord(11, 10 + FileFormat.MaxUnflushedRevisions, 0),
                FindGap(log) with { TimeMicroseconds = 0 });
        }

        using FileLogStore third = Open(copy, SecondBoot);
        Assert.Equal(10 + FileFormat.MaxUnflushedRevisions, LastRevision(third.CreateLog("orders")));
    }

    [Fact]
    public void Open_NamespaceFirstUsedLongAfterPowerLoss_StillGetsItsGap()
    {
        using FileLogStore store = Open(_folder.Store, FirstBoot);
        Append(store.CreateLog("orders"), 1, 10);
        string copy = Copy();
        Open(copy, SecondBoot).Dispose();
        Open(copy, SecondBoot).Dispose();
        using FileLogStore again = Open(copy, SecondBoot);
        Assert.Equal(10 + FileFormat.MaxUnflushedRevisions, LastRevision(again.CreateLog("orders")));
    }

    [Fact]
    public void Open_EmptyNamespaceAfterPowerLoss_GetsAGapToo()
    {
        // Its commits may have been visible, then lost before any of them was flushed.
        using FileLogStore store = Open(_folder.Store, FirstBoot);
        Append(store.CreateLog("other"), 1);
        store.CreateLog("orders");
        using FileLogStore again = Open(Copy(), SecondBoot);
        Assert.Equal(FileFormat.MaxUnflushedRevisions, LastRevision(again.CreateLog("orders")));
    }

    [Fact]
    public void Open_NamespaceMadeAfterPowerLoss_HasNoGap()
    {
        using FileLogStore store = Open(_folder.Store, FirstBoot);
        Append(store.CreateLog("orders"), 1);
        using FileLogStore again = Open(Copy(), SecondBoot);
        Assert.Equal(0, LastRevision(again.CreateLog("fresh")));
    }

    [Fact]
    public void Open_CopiedFolder_LeavesOutWhatTheOriginalMayHaveHandedOut()
    {
        using (FileLogStore store = Open(_folder.Store, FirstBoot))
        {
            Append(store.CreateLog("orders"), 1, 10);
        }

        // The records say 2023: the original may have gone on since, at two million commits a second.
        using FileLogStore copy = Open(Copy(), FirstBoot, inode: 2);
        long gap = LastRevision(copy.CreateLog("orders")) - 10;
        long seconds = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000) - 1_700_000_000;
        Assert.InRange(
            gap, (seconds - 5) * FileFormat.MaxRevisionsPerSecond, (seconds + 5) * FileFormat.MaxRevisionsPerSecond);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Open_LiveOfZeroesOrOtherVersionOrMissing_IsRebuiltWithAGap(int kind)
    {
        using (FileLogStore store = Open(_folder.Store, FirstBoot))
        {
            Append(store.CreateLog("orders"), 1, 10);
        }

        string live = Path.Combine(_folder.Store, FileFormat.LiveFile);
        byte[] bytes = System.IO.File.ReadAllBytes(live);
        if (kind == 0)
        {
            System.IO.File.WriteAllBytes(live, new byte[bytes.Length]);
        }
        else if (kind == 1)
        {
            bytes[8]++;
            System.IO.File.WriteAllBytes(live, bytes);
        }
        else
        {
            System.IO.File.Delete(live);
        }

        using FileLogStore again = Open(_folder.Store, FirstBoot);
        Assert.Equal(Range(1, 10), ReadRevisions(again.CreateLog("orders")));
        Assert.True(LastRevision(again.CreateLog("orders")) >= 10 + FileFormat.MaxUnflushedRevisions);
    }

    [Fact]
    public void Open_LiveOfOtherVersionWhileInUse_IsRefusedNamingBoth()
    {
        using FileLogStore store = Open(_folder.Store, FirstBoot);
        string file = Path.Combine(_folder.Store, FileFormat.LiveFile);
        using (FileStream live = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            live.Position = 8;
            live.WriteByte(77);
        }

        using var child = new ChildProcess("try-open", _folder.Store);
        Assert.Equal("FormatVersion", child.ReadLine());
    }

    [Fact]
    public void Open_NewerFormat_IsRefusedNamingBoth()
    {
        Open(_folder.Store, FirstBoot).Dispose();
        string path = Path.Combine(_folder.Store, FileFormat.StoreFile);
        System.IO.File.WriteAllText(
            path, System.IO.File.ReadAllText(path).Replace("\"format\":1", "\"format\":9", StringComparison.Ordinal));
        var fault = Assert.Throws<HoldfastException>(() => Open(_folder.Store, FirstBoot));
        Assert.Equal(ErrorCode.FormatVersion, fault.Code);
        Assert.Contains("format 9", fault.Message, StringComparison.Ordinal);
        Assert.Contains("format 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CopyUnderLoad_HasAWholePrefix()
    {
        using var child = new ChildProcess("append", _folder.Store, "orders", "false");
        child.ReadLine();
        for (int round = 0; round < 3; round++)
        {
            long before = long.Parse(child.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
            using FileLogStore copy = FileLogStore.Open(Copy(), new FileLogOptions());
            List<long> found = ReadRevisions(copy.CreateLog("orders"));
            Assert.Equal(Range(1, found.Count), found);
            Assert.True(
                found.Count >= before, $"{found.Count} records are in the copy, {before} were acknowledged before it.");
        }
    }

    [Fact]
    public void Open_CopyThatMissedTheNewestSegment_EndsBeforeIt()
    {
        var options = new FileLogOptions { FirstSegmentBytes = 4096, MaxSegmentBytes = 4096 };
        using (FileLogStore store = FileLogStore.Open(_folder.Store, options))
        {
            Append(store.CreateLog("orders"), 1, 20, bytes: 300);
        }

        string copy = Copy();
        string newest = Directory.GetFiles(copy, "*.log", SearchOption.AllDirectories).Order().Last();
        System.IO.File.Delete(newest);
        using FileLogStore again = FileLogStore.Open(copy, options);
        FileLog log = again.CreateLog("orders");
        Assert.Null(log.Fault);
        List<long> found = ReadRevisions(log);
        Assert.Equal(Range(1, found.Count), found);
        Append(log, LastRevision(log) + 1);
    }

    [Fact]
    public void Open_FromCheckpoint_FindsTheSameTail()
    {
        using (FileLogStore store = Open(_folder.Store, FirstBoot))
        {
            FileLog log = store.CreateLog("orders");
            SaveCheckpoint(log, 500, Append(log, 1, 500, bytes: 400));
            Append(log, 501, 20);
        }

        using FileLogStore again = Open(_folder.Store, FirstBoot);
        Assert.Equal(Range(1, 520), ReadRevisions(again.CreateLog("orders")));
    }

    // A new file system gives out the same inode numbers as the old one did; a clean mark then passed a restored backup
    // for the store itself, which may have gone on since.
    [Fact]
    public void Open_CleanBackupRestoredToTheSameInode_LeavesAGap()
    {
        using (FileLogStore store = Open(_folder.Store, FirstBoot))
        {
            Append(store.CreateLog("orders"), 1, 3);
        }

        using FileLogStore restored = Open(_folder.Store, FirstBoot, birth: 2);
        FileLog log = restored.CreateLog("orders");
        Assert.Equal(Range(1, 3), ReadRevisions(log));
        Assert.True(LastRevision(log) >= 3 + FileFormat.MaxUnflushedRevisions);
    }

    [Fact]
    public void Open_FoldersOfARemoverAndAMakerThatDied_AreGone()
    {
        using (FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions()))
        {
            store.CreateLog("orders");
        }

        string parent = Path.Combine(_folder.Store, FileFormat.NamespacesFolder);
        foreach (string left in new[] { "a.removed", "b.tmp" })
        {
            Directory.CreateDirectory(Path.Combine(parent, left));
            System.IO.File.WriteAllText(Path.Combine(parent, left, "00000000000000000000.log"), "x");
        }

        using FileLogStore again = FileLogStore.Open(_folder.Store, new FileLogOptions());
        Assert.Equal(["orders"], Directory.GetFileSystemEntries(parent).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Dispose();

    private static FileLogStore Open(string folder, Guid boot, long inode = 1, long birth = 1) =>
        FileLogStore.Open(folder, new FileLogOptions { Identity = () => new LiveIdentity(boot, 1, inode, birth) });

    private string Copy()
    {
        string copy = Path.Combine(_folder.Root, $"copy{++_copies}");
        using var process = System.Diagnostics.Process.Start("cp", ["-r", _folder.Store, copy]);
        process.WaitForExit();
        return copy;
    }

    private static GapRecord FindGap(FileLog log)
    {
        var gap = default(GapRecord);
        log.Read(log.Oldest, (payload, _) =>
        {
            gap = RecordHeader.Read(payload).Kind == RecordKind.Gap ? GapRecord.Read(payload) : gap;
            return true;
        });
        return gap;
    }
}
