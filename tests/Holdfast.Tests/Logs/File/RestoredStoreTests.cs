using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>How a store is told from a copy of it, by what the file system says of its files.</summary>
public sealed class RestoredStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // `cp -a backup/. store/` writes into the files that are there, which keep their inodes and their births: the
    // backup's clean mark then counted, and the numbers that the store had handed out since were used again.
    [Fact]
    public void Open_BackupCopiedOverTheStore_LeavesAGap()
    {
        AppendAndClose(1, 3);
        string backup = Path.Combine(_folder.Root, "backup");
        Run("cp", "-r", _folder.Store, backup);
        AppendAndClose(4, 1);
        Run("cp", "-a", backup + "/.", _folder.Store);

        using FileLogStore restored = FileLogStore.Open(_folder.Store, new FileLogOptions());
        FileLog log = restored.CreateLog("orders");
        Assert.Equal(Range(1, 3), ReadRevisions(log));
        Assert.True(LastRevision(log) >= 3 + FileFormat.MaxUnflushedRevisions);
    }

    [Fact]
    public void Open_StoreIsItsOwn_LeavesNoGap()
    {
        AppendAndClose(1, 3);
        AppendAndClose(4, 1);
        using FileLogStore again = FileLogStore.Open(_folder.Store, new FileLogOptions());
        Assert.Equal(4, LastRevision(again.CreateLog("orders")));
    }

    // A copy has its store.json written by its first opener; it must know it again afterwards.
    [Fact]
    public void Open_CopyForTheSecondTime_LeavesNoOtherGap()
    {
        AppendAndClose(1, 3);
        string copy = Path.Combine(_folder.Root, "copy");
        Run("cp", "-r", _folder.Store, copy);
        FileLogStore.Open(copy, new FileLogOptions()).Dispose();
        using FileLogStore again = FileLogStore.Open(copy, new FileLogOptions());
        Assert.Equal(1, again.GetStatus().Generation);
    }

    private void AppendAndClose(long first, int count)
    {
        using FileLogStore store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        Append(store.CreateLog("orders"), first, count);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
