using Holdfast.Commits;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Live;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// A workload is recorded write by write; then the folder is rebuilt as a power loss could leave it after any of them.
/// It opens, every commit whose flush had returned is there, and no revision is used twice.
/// </summary>
public sealed class CrashImageTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<(int Steps, long Revision)> _flushed = [];
    private readonly List<(int Steps, long Revision)> _published = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Open_PowerLostAnywhere_KeepsWhatWasFlushed(int seed)
    {
        var disk = new RecordedDisk(_folder.Store);
        RunWorkload(disk, new Random(seed));
        var random = new Random(seed);
        int total = disk.Count;
        for (int image = 0; image < 80; image++)
        {
            int steps = image == 0 ? total : random.Next(total + 1);
            string target = Path.Combine(_folder.Root, $"image{image}");
            disk.Build(steps, target, random);
            CheckImage(target, steps, seed);
            Directory.Delete(target, recursive: true);
        }
    }

    public void Dispose() => _folder.Dispose();

    private void RunWorkload(RecordedDisk disk, Random random)
    {
        using FileLogStore store = Open(_folder.Store, Guid.Empty, disk);
        FileLog log = store.CreateLog("orders");
        long revision = 0;
        for (int step = 0; step < 60; step++)
        {
            int count = random.Next(1, 5);
            LogPosition tail = Append(log, revision + 1, count, random.Next(25, 1500));
            revision += count;
            _published.Add((disk.Count, revision));
            if (random.Next(3) == 0)
            {
                log.Flush(tail);
                _flushed.Add((disk.Count, revision));
            }

            if (random.Next(15) == 0)
            {
                SaveCheckpoint(log, revision, tail);
            }
        }
    }

    private void CheckImage(string target, int steps, int seed)
    {
        long flushed = _flushed.Where(each => each.Steps <= steps).Select(each => each.Revision).DefaultIfEmpty().Max();
        long published = _published.Where(each => each.Steps <= steps).Select(each => each.Revision).DefaultIfEmpty()
            .Max();
        string what = $"seed {seed}, {steps} steps";
        using FileLogStore store = Open(target, Guid.NewGuid(), null);
        if (store.OpenLog("orders") is not { } log)
        {
            Assert.True(published == 0, $"The namespace is gone: {what}");
            return;
        }

        Assert.True(log.Fault is null, $"{log.Fault?.Message}: {what}");
        (long lastKept, long last) = ReadAll(log, what);
        Assert.True(lastKept >= flushed, $"Revision {flushed} was flushed, and {lastKept} is the last: {what}");
        Assert.True(lastKept >= published || last >= published, $"Revision {published} would be used twice: {what}");
        Append(log, last + 1);
        ReadAll(log, what);
    }

    // Gives the last commit's revision before any gap, and the last revision of all.
    private static (long LastKept, long Last) ReadAll(FileLog log, string what)
    {
        using Checkpoint? checkpoint = log.OpenCheckpoint(long.MaxValue);
        long lastKept = log.OldestRevision - 1;
        long last = lastKept;
        bool isGap = false;
        log.Read(log.Oldest, (payload, _) =>
        {
            RecordHeader header = RecordHeader.Read(payload);
            Assert.True(header.Revision > last, $"Revision {header.Revision} follows {last}: {what}");
            isGap |= header.Kind == RecordKind.Gap;
            last = header.Revision;
            lastKept = isGap ? lastKept : last;
            return true;
        });
        Assert.True(checkpoint is null || checkpoint.Revision <= last, $"A checkpoint is ahead of its log: {what}");
        return (lastKept, last);
    }

    private static FileLogStore Open(string folder, Guid boot, RecordedDisk? disk) => FileLogStore.Open(folder, new()
    {
        FirstSegmentBytes = 4096,
        MaxSegmentBytes = 8192,
        Observer = disk,
        Identity = () => new LiveIdentity(boot, 1, 1, 1),
        Retention = new Retention { Bytes = 16_384 },
    });
}
