using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Format;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>What retention lets go is unlinked, at a checkpoint, and nothing else.</summary>
public sealed class TrimTests : IDisposable
{
    private const long Day = 86_400_000_000;
    private static readonly SegmentSpan[] TenSegments = [.. Enumerable.Range(0, 10)
        .Select(index => new SegmentSpan(index * 100, (index + 1) * 100))];
    private readonly TestFolder _folder = new();

    [Fact]
    public void SaveCheckpoint_BeyondBytes_TrimsToTheCheckpoint()
    {
        using FileLogStore store = Open(new Retention { Bytes = 20_000 });
        FileLog log = store.CreateLog("orders");
        Fill(log, 200);
        Assert.InRange(log.OldestRevision, 2, 195);
        Assert.Equal(Range(log.OldestRevision, 200), ReadRevisions(log));
        using Checkpoint? oldest = log.OpenCheckpoint(log.OldestRevision - 1);
        Assert.Equal((log.OldestRevision - 1, log.Oldest), (oldest!.Revision, oldest.Position));
    }

    [Fact]
    public void Read_BelowOldest_IsTrimmedNamingTheOldest()
    {
        using FileLogStore store = Open(new Retention { Bytes = 20_000 });
        FileLog log = store.CreateLog("orders");
        Fill(log, 200);
        var fault = Assert.Throws<HoldfastOperationException>(() => log.Read(default, (_, _) => true));
        Assert.Equal(ErrorCode.TrimmedRevision, fault.Code);
        Assert.Contains($"revision {log.OldestRevision} ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.TrimmedRevision, Assert.Throws<HoldfastOperationException>(() => log.Locate(1)).Code);
    }

    [Fact]
    public void Open_AfterTrim_HasTheSameHistory()
    {
        long oldest;
        using (FileLogStore store = Open(new Retention { Bytes = 20_000 }))
        {
            FileLog log = store.CreateLog("orders");
            Fill(log, 200);
            oldest = log.OldestRevision;
        }

        using FileLogStore again = Open(Retention.Everything);
        FileLog reopened = again.CreateLog("orders");
        Assert.Equal(oldest, reopened.OldestRevision);
        Assert.Equal(Range(oldest, 200), ReadRevisions(reopened));
        Assert.Empty(again.Check(CheckMode.Report));
    }

    [Fact]
    public void Read_ReaderStandsInSegmentThatIsTrimmed_GoesOnInItThenIsTold()
    {
        using FileLogStore store = Open(new Retention { Bytes = 20_000 });
        FileLog log = store.CreateLog("orders");
        Append(log, 1, 3, bytes: 500);
        int seen = 0;
        LogPosition end = log.Read(log.Oldest, (_, _) =>
        {
            if (seen++ == 0)
            {
                Fill(log, 200, first: 4);
            }

            return true;
        });
        Assert.Equal(3, seen);
        Assert.Equal(ErrorCode.TrimmedRevision,
            Assert.Throws<HoldfastOperationException>(() => log.Read(end, (_, _) => true)).Code);
    }

    [Fact]
    public void SaveCheckpoint_EverythingKept_TrimsNothing()
    {
        using FileLogStore store = Open(Retention.Everything);
        FileLog log = store.CreateLog("orders");
        Fill(log, 200);
        Assert.Equal(1, log.OldestRevision);
        Assert.Equal(Range(1, 200), ReadRevisions(log));
    }

    [Fact]
    public void Choose_Bytes_KeepsAtLeastSoMany()
    {
        TrimPolicy.Choice? choice = Choose(
            new Retention { Bytes = 350 }, [At(200), At(650), At(651), At(900)], tail: 1000);
        Assert.Equal(650, choice?.Begin.Position);
    }

    [Fact]
    public void Choose_BytesAndCommits_KeepsWhatEitherKeeps()
    {
        var retention = new Retention { Bytes = 0, Commits = 700 };
        Assert.Equal(200, Choose(retention, [At(200), At(650)], tail: 1000)?.Begin.Position);
        Assert.Null(Choose(retention, [At(650)], tail: 1000));
    }

    [Fact]
    public void Choose_Age_NeverTakesTheLastThousandCommits()
    {
        var retention = new Retention { Bytes = long.MaxValue, Age = TimeSpan.FromDays(1) };
        Assert.Null(Choose(retention, [At(500)], tail: 1000, minutes: 100));
        Assert.True(Choose(retention, [At(500)], tail: 1500, minutes: 100)?.IsByAge);
    }

    [Fact]
    public void Choose_Age_TakesNoMoreThanASegmentAMinute()
    {
        var retention = new Retention { Bytes = long.MaxValue, Age = TimeSpan.FromDays(1) };
        CheckpointHeader[] checkpoints = [At(100), At(300), At(500)];
        Assert.Null(Choose(retention, checkpoints, tail: 5000, minutes: 0));
        Assert.Equal(100, Choose(retention, checkpoints, tail: 5000, minutes: 2)?.Begin.Position);
        Assert.Equal(300, Choose(retention, checkpoints, tail: 5000, minutes: 3)?.Begin.Position);
    }

    [Fact]
    public void Choose_AgeOfYoungCheckpoint_TakesNothing()
    {
        var retention = new Retention { Bytes = long.MaxValue, Age = TimeSpan.FromDays(2) };
        Assert.Null(Choose(retention, [At(500)], tail: 5000, minutes: 100, now: Day));
    }

    [Fact]
    public void Backup_UnderLoad_IsAWholeStoreOfItsOwn()
    {
        using FileLogStore store = Open(Retention.Everything);
        using var child = new ChildProcess("append", _folder.Store, "orders", "false");
        long before = long.Parse(child.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        string target = Path.Combine(_folder.Root, "backup");
        store.Backup(target, CancellationToken.None);
        child.Kill();

        using FileLogStore copy = FileLogStore.Open(target, new FileLogOptions());
        FileLog log = copy.CreateLog("orders");
        List<long> found = ReadRevisions(log);
        Assert.Equal(Range(1, found.Count), found);
        Assert.True(found.Count >= before);
        Assert.True(LastRevision(log) >= found.Count + FileFormat.MaxUnflushedRevisions);
        Assert.Empty(copy.Check(CheckMode.Report));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(log.Context.Folder + "/x")!, "*" + FileFormat.CutSuffix));
    }

    [Fact]
    public void Backup_TargetNotEmpty_IsRefused()
    {
        using FileLogStore store = Open(Retention.Everything);
        Assert.Equal(ErrorCode.NotAStore,
            Assert.Throws<HoldfastException>(() => store.Backup(_folder.Root, CancellationToken.None)).Code);
    }

    [Fact]
    public void Backup_ParentMissing_IsNamedAndNothingIsMade()
    {
        using FileLogStore store = Open(Retention.Everything);
        string parent = Path.Combine(_folder.Root, "not-mounted");
        var fault = Assert.Throws<HoldfastException>(
            () => store.Backup(Path.Combine(parent, "copy"), CancellationToken.None));
        Assert.Equal(ErrorCode.NotAStore, fault.Code);
        Assert.Contains($"'{parent}' is no folder", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(parent));
    }

    [Fact]
    public void CheckpointDue_LogGrown_IsRaised()
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { MinCheckpointBytes = 10_000 });
        FileLog log = store.CreateLog("orders");
        using var due = new ManualResetEventSlim();
        log.CheckpointDue = due.Set;
        Append(log, 1, 30, bytes: 500);
        Assert.True(due.Wait(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    // Checkpoints whose revision is their position, written at time 0.
    private static CheckpointHeader At(long position) => new(position, position, 0, 1, 1, 0, 0);

    private static TrimPolicy.Choice? Choose(
        Retention retention, CheckpointHeader[] checkpoints, long tail, int minutes = 0, long now = 10 * Day) =>
        TrimPolicy.Choose(retention, new TrimState(tail, tail, now, minutes), checkpoints, TenSegments);

    private static void Fill(FileLog log, int last, int first = 1)
    {
        for (int revision = first; revision <= last; revision++)
        {
            LogPosition tail = Append(log, revision, bytes: 500);
            if (revision % 20 == 0)
            {
                SaveCheckpoint(log, revision, tail);
            }
        }
    }

    private FileLogStore Open(Retention retention) => FileLogStore.Open(
        _folder.Store, new FileLogOptions { FirstSegmentBytes = 4096, MaxSegmentBytes = 8192, Retention = retention });
}
