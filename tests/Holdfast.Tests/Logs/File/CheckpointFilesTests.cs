using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>What files a checkpoint leaves that could not be kept.</summary>
public sealed class CheckpointFilesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each failed checkpoint left its temporary files until the next life; on a full disk each try took more room.
    [Fact]
    public void SaveCheckpoint_FlushFails_LeavesNoFile()
    {
        var disk = new FailingDisk();
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions { Observer = disk });
        FileLog log = store.CreateLog("orders");
        for (int revision = 1; revision <= 3; revision++)
        {
            LogPosition tail = Append(log, revision);
            disk.FailOnce(".tmp");
            Assert.Throws<HoldfastException>(() => SaveCheckpoint(log, revision, tail));
        }

        Assert.Empty(Directory.GetFiles(log.Context.Folder, "*.tmp"));
        SaveCheckpoint(log, 3, log.Tail);
        using Checkpoint? kept = log.OpenCheckpoint(3);
        Assert.Equal(3, kept?.Revision);
    }
}
