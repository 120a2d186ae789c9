using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// What is stored with a namespace counts for every process that trims it, also in copies of the store.
/// </summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly Retention Little = new() { Bytes = 0 };
    private readonly TestFolder _folder = new();

    [Fact]
    public void SaveCheckpoint_EverythingStored_TrimsNothingWhateverTheOptionsSay()
    {
        using FileLogStore store = Open(Little);
        FileLog log = store.CreateLog("orders");
        log.SetRetention(Retention.Everything);
        Fill(log, 200);
        store.Compact();
        Assert.Equal(1, log.OldestRevision);
        log.SetRetention(null);
        store.Compact();
        Assert.True(log.OldestRevision > 1);
    }

    [Fact]
    public void Compact_StoredByAnotherProcess_Counts()
    {
        using FileLogStore store = Open(Little);
        FileLog log = store.CreateLog("orders");
        Fill(log, 100, save: false);
        Assert.Equal("stored", Child("everything"));
        SaveCheckpoint(log, 100, log.Tail);
        store.Compact();
        Assert.Equal(1, log.OldestRevision);
        Assert.False(log.TrySetRetention(Little));
        Assert.Equal("default", Child("default"));
        store.Compact();
        Assert.True(log.OldestRevision > 1);
    }

    [Fact]
    public void TrySetRetention_SeveralProcesses_StoreOne()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, 4)
            .Select(_ => new ChildProcess("retention", _folder.Store, "orders", "try"))];
        string[] answers = Array.ConvertAll(children, child => child.ReadLine());
        Array.ForEach(children, child => child.Dispose());
        Assert.Single(answers, "stored");
    }

    [Fact]
    public void Backup_WithRetention_HasIt()
    {
        string target = Path.Combine(_folder.Root, "backup");
        using (FileLogStore store = Open(Little))
        {
            store.CreateLog("orders").SetRetention(Retention.Everything);
            store.Backup(target, CancellationToken.None);
        }

        using FileLogStore copy = FileLogStore.Open(target, new FileLogOptions());
        Assert.Equal(Retention.Everything, copy.OpenLog("orders")!.GetRetention());
    }

    [Fact]
    public void Compact_StoredOneUnreadable_TrimsNothing()
    {
        using FileLogStore store = Open(Little);
        FileLog log = store.CreateLog("orders");
        string file = Spoil(log);
        Fill(log, 100);
        store.Compact();
        Assert.Equal(1, log.OldestRevision);
        Assert.Equal(ErrorCode.Damaged, Assert.Throws<HoldfastException>(() => log.GetRetention()).Code);
        Assert.Contains("retention.json", Assert.Single(store.GetStatus().Namespaces).Fault, StringComparison.Ordinal);
        Assert.Equal(file, Assert.Single(store.Check(CheckMode.Report)).File);
        log.SetRetention(Little);
        Assert.Empty(store.Check(CheckMode.Report));
    }

    [Fact]
    public void Repair_StoredOneUnreadable_KeepsEverythingAndACopy()
    {
        using FileLogStore store = Open(Little);
        FileLog log = store.CreateLog("orders");
        Fill(log, 10);
        string file = Spoil(log);
        Assert.True(Assert.Single(store.Check(CheckMode.Repair)).IsRepaired);
        Assert.Empty(store.Check(CheckMode.Report));
        FileLog repaired = store.OpenLog("orders")!;
        Assert.Equal(Retention.Everything, repaired.GetRetention());
        Assert.Equal(Range(1, 10), ReadRevisions(repaired));
        Assert.Equal("{", System.IO.File.ReadAllText(file + ".damaged"));
    }

    [Fact]
    public void Repair_RecordsDamaged_KeepsTheRetention()
    {
        using FileLogStore store = Open(Little);
        FileLog log = store.CreateLog("orders");
        log.SetRetention(Retention.Everything);
        log.Flush(Append(log, 1, 5));
        log.Flush(Append(log, 6, 5));
        string segment = Directory.GetFiles(log.Context.Folder, "*" + FileFormat.SegmentSuffix)[0];
        using (FileStream file = System.IO.File.OpenWrite(segment))
        {
            file.Position = FileFormat.SegmentHeaderBytes + 30;
            file.WriteByte(0xFF);
        }

        Assert.True(Assert.Single(store.Check(CheckMode.Repair)).IsRepaired);
        Assert.Equal(Retention.Everything, store.OpenLog("orders")!.GetRetention());
    }

    public void Dispose() => _folder.Dispose();

    private static string Spoil(FileLog log)
    {
        string file = RetentionRecord.PathOf(log.Context.Folder);
        System.IO.File.WriteAllText(file, "{");
        return file;
    }

    private static void Fill(FileLog log, int last, bool save = true)
    {
        for (int revision = 1; revision <= last; revision++)
        {
            LogPosition tail = Append(log, revision, bytes: 500);
            if (save && revision % 20 == 0)
            {
                SaveCheckpoint(log, revision, tail);
            }
        }
    }

    private string Child(string what)
    {
        using var child = new ChildProcess("retention", _folder.Store, "orders", what);
        return child.ReadLine();
    }

    private FileLogStore Open(Retention retention) => FileLogStore.Open(
        _folder.Store, new FileLogOptions { FirstSegmentBytes = 4096, MaxSegmentBytes = 8192, Retention = retention });
}
