using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using static Holdfast.Tests.Logs.File.TestFiles;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// A repair that ends after any of its steps, by a kill or a power loss: nothing is used twice, and the next repair
/// comes to its end.
/// </summary>
public sealed class RepairCrashTests : IDisposable
{
    private const int Records = 60;
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("record")]
    [InlineData("header")]
    [InlineData("missing")]
    [InlineData("checkpoint")]
    public void Repair_EndsAnywhere_UsesNoRevisionAgain(string damage)
    {
        Fill();
        Damage(damage);
        string before = Path.Combine(_folder.Root, "before");
        Copy(_folder.Store, before);
        var disk = new RecordedDisk(_folder.Store) { Before = before };
        using (FileLogStore store = Open(_folder.Store, disk))
        {
            Assert.All(store.Check(CheckMode.Repair), each => Assert.True(each.IsRepaired));
        }

        var random = new Random(1);
        for (int steps = 0; steps <= disk.Count; steps++)
        {
            string target = Path.Combine(_folder.Root, $"image{steps}");
            disk.BuildKilled(steps, target);
            CheckImage(target, Guid.Empty, $"{damage}, killed after {steps} of {disk.Count} steps");
            disk.Build(steps, target, random);
            CheckImage(target, Guid.NewGuid(), $"{damage}, power lost after {steps} of {disk.Count} steps");
        }
    }

    [Fact]
    public void Repair_CutOfFarRevisions_GoesOnBeyondThem()
    {
        const long Far = 1L << 40;
        long position;
        using (FileLogStore store = Open(_folder.Store, null))
        {
            FileLog log = store.CreateLog("orders");
            log.Flush(Append(log, 1));
            position = log.Tail.Number;
            log.Flush(Append(log, 2));
            log.Flush(Append(log, Far));
            log.Flush(Append(log, Far + 1));
        }

        Flip(Segments()[0], position + 20);
        using FileLogStore again = Open(_folder.Store, null);
        Assert.True(Assert.Single(again.Check(CheckMode.Repair)).IsRepaired);
        Assert.True(LastRevision(again.OpenLog("orders")!) > Far + 1);
    }

    public void Dispose() => _folder.Dispose();

    private void Fill()
    {
        using FileLogStore store = Open(_folder.Store, null);
        FileLog log = store.CreateLog("orders");
        for (int revision = 1; revision <= Records; revision++)
        {
            LogPosition tail = Append(log, revision, bytes: 400);
            log.Flush(tail);
            if (revision == 20)
            {
                SaveCheckpoint(log, revision, tail);
            }
        }
    }

    private void Damage(string kind)
    {
        string[] segments = Segments();
        switch (kind)
        {
            case "record":
                Flip(segments[^2], 1000);
                break;
            case "header":
                Flip(segments[^2], 3);
                break;
            case "missing":
                System.IO.File.Delete(segments[^2]);
                break;
            default:
                Flip(Directory.GetFiles(NamespaceFolder(), "*20" + FileFormat.DocumentSuffix)[0], 1);
                break;
        }
    }

    private static void CheckImage(string target, Guid boot, string what)
    {
        using (FileLogStore store = Open(target, null, boot))
        {
            FileLog log = store.OpenLog("orders")!;
            if (log.Fault is HoldfastException { Code: ErrorCode.Damaged })
            {
                Assert.All(store.Check(CheckMode.Repair), each => Assert.True(each.IsRepaired, what));
                log = store.OpenLog("orders")!;
            }

            Assert.True(log.Fault is null, $"{log.Fault?.Message}: {what}");
            List<long> found = ReadRevisions(log);
            Assert.True(found.SequenceEqual(Range(1, found.Count)), what);
            bool isSafe = found.Count == Records || LastRevision(log) > Records;
            Assert.True(isSafe, $"A revision would be used again: {what}");
        }

        Directory.Delete(target, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }
    }

    private string NamespaceFolder() => Path.Combine(_folder.Store, FileFormat.NamespacesFolder, "orders");

    private string[] Segments() => [.. Directory.GetFiles(NamespaceFolder(), "*" + FileFormat.SegmentSuffix).Order()];

    private static FileLogStore Open(string folder, RecordedDisk? disk, Guid boot = default) =>
        FileLogStore.Open(folder, new FileLogOptions
        {
            FirstSegmentBytes = 4096,
            MaxSegmentBytes = 8192,
            Observer = disk,
            Identity = () => new LiveIdentity(boot, 1, 1, 1),
        });
}
