using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Maintenance;
using static Holdfast.Tests.Logs.File.TestFiles;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// Bits that flip, files that are cut: damage is told from an end, named by place, and nothing is cut unasked.
/// </summary>
public sealed class DamageTests : IDisposable
{
    private const int Records = 60;
    private readonly TestFolder _folder = new();

    [Fact]
    public void Read_BitFlippedInFlushedRecord_GivesWhatIsBeforeThenDamaged()
    {
        long position = Fill();
        Flip(SegmentPath(), position + 20);
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        Assert.Equal(ErrorCode.Damaged, Assert.IsType<HoldfastException>(log.Fault).Code);
        AssertDamagedAt(position, log, 29);
        Assert.Equal(ErrorCode.Damaged, Assert.Throws<HoldfastException>(() => Append(log, 100)).Code);

        StoreDamage damage = Assert.Single(store.Check(CheckMode.Report));
        Assert.Equal((SegmentPath(), position), (damage.File, damage.Position));
        Append(store.CreateLog("healthy"), 1);
    }

    [Fact]
    public void Check_Repair_CutsWithACopyAndUsesNoRevisionAgain()
    {
        long position = Fill();
        byte[] before = System.IO.File.ReadAllBytes(SegmentPath());
        Flip(SegmentPath(), position + 20);
        using (FileLogStore store = Open())
        {
            Assert.True(Assert.Single(store.Check(CheckMode.Repair)).IsRepaired);
            Assert.Empty(store.Check(CheckMode.Report));
            FileLog log = store.CreateLog("orders");
            Assert.Null(log.Fault);
            Assert.Equal(Range(1, 29), ReadRevisions(log));
            Assert.True(LastRevision(log) > Records);
        }

        string copy = Assert.Single(Directory.GetFiles(NamespaceFolder(), "*" + FileFormat.CutSuffix));
        byte[] kept = System.IO.File.ReadAllBytes(copy);
        kept[20] ^= 1;
        Assert.Equal(before[(int)position..((int)position + kept.Length)], kept);
    }

    [Fact]
    public void Check_RepairWhileOthersHaveItOpen_IsRefused()
    {
        long position = Fill();
        Flip(SegmentPath(), position + 20);
        using FileLogStore store = Open();
        using var child = new ChildProcess("open", _folder.Store);
        Assert.Equal("held", child.ReadLine());
        Assert.Equal(ErrorCode.StoreBusy, Assert.Throws<HoldfastException>(() => store.Check(CheckMode.Repair)).Code);
    }

    [Fact]
    public void Open_BitFlippedAnywhere_NeverGivesAWrongRecord()
    {
        Fill();
        string original = Path.Combine(_folder.Root, "original");
        Directory.Move(_folder.Store, original);
        var random = new Random(7);
        string[] files = Directory.GetFiles(original, "*", SearchOption.AllDirectories);
        for (int round = 0; round < 60; round++)
        {
            CopyFolder(original, _folder.Store);
            string file = files[round % files.Length].Replace(original, _folder.Store, StringComparison.Ordinal);
            long length = Math.Min(new FileInfo(file).Length, 5000);
            Flip(file, random.NextInt64(length), random.Next(8));
            CheckNothingWrong($"round {round}, {file}");
            Directory.Delete(_folder.Store, recursive: true);
        }
    }

    // Nothing behind these places is left to say how far they had been flushed: what was committed, flushed and closed
    // went without a word.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_EndOfTheLogBrokenAfterAClose_IsDamagedAndKeepsWhatIsThere(bool isTruncated)
    {
        int broken = isTruncated ? 30 : Records;
        long position = Fill(broken);
        if (isTruncated) Truncate(position + 10);
        else Flip(SegmentPath(), position + 20);

        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");

        Assert.Equal(ErrorCode.Damaged, Assert.IsType<HoldfastException>(log.Fault).Code);
        AssertDamagedAt(position, log, broken - 1);
        Assert.Single(store.Check(CheckMode.Report));
        Assert.True(Assert.Single(store.Check(CheckMode.Repair)).IsRepaired);
        Assert.Empty(store.Check(CheckMode.Report));
        log = store.CreateLog("orders");
        Assert.Null(log.Fault);
        Append(log, Records + 100);
        Assert.Equal(Range(1, broken - 1), ReadRevisions(log).Take(broken - 1));
    }

    [Fact]
    public void Open_CopyWhoseMarkIsAheadOfItsRecords_EndsBeforeThem()
    {
        long position = Fill();
        string copy = Path.Combine(_folder.Root, "copy");
        CopyFolder(_folder.Store, copy);
        Directory.Delete(_folder.Store, recursive: true);
        Directory.Move(copy, _folder.Store);
        Truncate(position);
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        Assert.Null(log.Fault);
        Assert.Equal(Range(1, 29), ReadRevisions(log));
    }

    [Fact]
    public void Read_SegmentMissing_IsDamaged()
    {
        using (FileLogStore store = OpenSmall())
        {
            Append(store.CreateLog("orders"), 1, Records, bytes: 500);
        }

        string[] segments = Directory.GetFiles(NamespaceFolder(), "*" + FileFormat.SegmentSuffix);
        Array.Sort(segments, StringComparer.Ordinal);
        System.IO.File.Delete(segments[2]);
        using FileLogStore again = OpenSmall();
        FileLog log = again.CreateLog("orders");
        Assert.Equal(ErrorCode.Damaged, Assert.IsType<HoldfastException>(log.Fault).Code);
        Assert.Equal(ErrorCode.Damaged, Assert.Throws<HoldfastException>(() => ReadRevisions(log)).Code);
        Assert.Contains(again.Check(CheckMode.Report), damage => damage.File == segments[2]);
    }

    [Fact]
    public void OpenCheckpoint_NewestDamaged_GivesTheOneBefore()
    {
        using (FileLogStore store = Open())
        {
            FileLog log = store.CreateLog("orders");
            SaveCheckpoint(log, 10, Append(log, 1, 10), "{\"a\":1}");
            SaveCheckpoint(log, 20, Append(log, 11, 10), "{\"a\":2}");
        }

        string document = Directory.GetFiles(NamespaceFolder(), "*20" + FileFormat.DocumentSuffix)[0];
        Flip(document, 3);
        using FileLogStore again = Open();
        FileLog reopened = again.CreateLog("orders");
        using (var checkpoint = reopened.OpenCheckpoint(long.MaxValue))
        {
            Assert.Equal(10, checkpoint?.Revision);
        }

        Assert.Equal(Range(1, 20), ReadRevisions(reopened));
        Assert.Equal(document, Assert.Single(again.Check(CheckMode.Report)).File);
        Assert.True(Assert.Single(again.Check(CheckMode.Repair)).IsRepaired);
        Assert.Empty(again.Check(CheckMode.Report));
    }

    public void Dispose() => _folder.Dispose();

    // Sixty records; all but the last few know that what is before them is flushed. Gives the position of the
    // one that is asked for.
    private long Fill(int marked = 30)
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        long position = 0;
        for (int revision = 1; revision <= Records; revision++)
        {
            position = revision == marked ? log.Tail.Number : position;
            log.Flush(Append(log, revision));
        }

        return position;
    }

    private void Truncate(long length)
    {
        using FileStream file = System.IO.File.OpenWrite(SegmentPath());
        file.SetLength(length);
    }

    private void CheckNothingWrong(string what)
    {
        try
        {
            using FileLogStore store = Open();
            if (store.OpenLog("orders") is { } log)
            {
                // Each record's bytes are checked; a prefix, then an error or a gap, is what damage may leave.
                List<long> found = ReadRevisions(log);
                Assert.True(found.SequenceEqual(Range(1, found.Count)), what);
                Assert.True(
                    found.Count == Records || LastRevision(log) > Records,
                    $"A revision would be used again: {what}");
            }
        }
        catch (HoldfastException fault)
        {
            Assert.True(fault.Code is ErrorCode.Damaged or ErrorCode.NotAStore or ErrorCode.FormatVersion,
                $"{fault.Message}: {what}");
        }
    }

    private static void AssertDamagedAt(long position, FileLog log, int before)
    {
        int count = 0;
        var fault = Assert.Throws<HoldfastException>(() => log.Read(log.Oldest, (_, _) => ++count > 0));
        Assert.Equal(ErrorCode.Damaged, fault.Code);
        Assert.Equal(position, fault.Position);
        Assert.Equal(before, count);
    }

    private static void CopyFolder(string from, string to)
    {
        using var process = System.Diagnostics.Process.Start("cp", ["-r", from, to]);
        process.WaitForExit();
    }

    private string NamespaceFolder() => Path.Combine(_folder.Store, FileFormat.NamespacesFolder, "orders");

    private string SegmentPath() =>
        Directory.GetFiles(NamespaceFolder(), "*" + FileFormat.SegmentSuffix).Order().First();

    private FileLogStore Open() => FileLogStore.Open(_folder.Store, new FileLogOptions());

    private FileLogStore OpenSmall() =>
        FileLogStore.Open(_folder.Store, new FileLogOptions { FirstSegmentBytes = 4096, MaxSegmentBytes = 8192 });
}
