using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>Who closes last says that all is on disk: also of namespaces that nobody used in this life.</summary>
public sealed class CleanMarkTests : IDisposable
{
    private static readonly Guid FirstBoot = Guid.NewGuid();
    private static readonly Guid SecondBoot = Guid.NewGuid();
    private readonly TestFolder _folder = new();
    private readonly DiskWatch _watch = new();
    private readonly string _killed;
    private int _flushes;

    public CleanMarkTests()
    {
        _watch.OnFlushed = path => _flushes += path.EndsWith(".log", StringComparison.Ordinal) ? 1 : 0;
        _killed = Path.Combine(_folder.Root, "killed");
        LeaveAsKilled();
    }

    public void Dispose() => _folder.Dispose();

    // All processes were killed, another looked at the store without using the namespace, and marked it clean: a power
    // loss then left no gap, and the lost numbers were used again.
    [Fact]
    public void Close_ANamespaceOfAKilledLifeWasNotUsed_APowerLossStillLeavesAGap()
    {
        Open(FirstBoot).Dispose();

        using FileLogStore again = Open(SecondBoot);
        Assert.Equal(10 + FileFormat.MaxUnflushedRevisions, LastRevision(again.CreateLog("orders")));
    }

    [Fact]
    public void Close_OnlyAnotherNamespaceWasUsed_APowerLossStillLeavesAGap()
    {
        using (FileLogStore store = Open(FirstBoot))
        {
            Append(store.CreateLog("other"), 1);
        }

        using FileLogStore again = Open(SecondBoot);
        Assert.Equal(10 + FileFormat.MaxUnflushedRevisions, LastRevision(again.CreateLog("orders")));
    }

    // The same mark let the next life take for durable what nobody had flushed.
    [Fact]
    public void Durable_ANamespaceOfAKilledLifeWasNotUsedSince_IsToldAfterAFlush()
    {
        Open(FirstBoot).Dispose();

        using FileLogStore again = Open(FirstBoot);
        FileLog log = again.CreateLog("orders");
        Assert.Equal(log.Tail, log.Durable);
        Assert.NotEqual(0, _flushes);
    }

    [Fact]
    public void Close_EachNamespaceOfAKilledLifeWasUsed_IsClean()
    {
        using (FileLogStore store = Open(FirstBoot))
        {
            store.CreateLog("orders");
        }

        using FileLogStore again = Open(SecondBoot);
        Assert.Equal(10, LastRevision(again.CreateLog("orders")));
    }

    [Fact]
    public void Close_TheNamespaceThatWasNotUsedWasRemoved_IsClean()
    {
        using (FileLogStore store = Open(FirstBoot))
        {
            Append(store.CreateLog("other"), 1, 3);
            store.RemoveNamespace("orders");
        }

        using FileLogStore again = Open(SecondBoot);
        Assert.Equal(3, LastRevision(again.CreateLog("other")));
        Assert.Equal(0, again.GetStatus().Generation);
    }

    [Fact]
    public void Close_LifeBeganCleanAndANamespaceWasNotUsed_IsClean()
    {
        using (FileLogStore store = Open(FirstBoot))
        {
            store.CreateLog("orders");
        }

        using (FileLogStore store = Open(FirstBoot))
        {
            Append(store.CreateLog("other"), 1);
        }

        using FileLogStore again = Open(SecondBoot);
        Assert.Equal(10, LastRevision(again.CreateLog("orders")));
    }

    // A recovery that failed half way left what it wrote, and nobody flushed that.
    [Fact]
    public void Close_ARecoveryFailed_IsNotClean()
    {
        using (FileLogStore store = Open(FirstBoot))
        {
            store.CreateLog("orders");
        }

        string record = Path.Combine(_killed, FileFormat.NamespacesFolder, "orders", FileFormat.NamespaceFile);
        System.IO.File.WriteAllText(record, """{"name":"orders","generation":0,"cutTo":12}""");
        var disk = new FailingDisk();
        using (FileLogStore store = Open(FirstBoot, _killed, disk))
        {
            disk.FailOnce(FileFormat.NamespaceFile + ".tmp");
            Assert.Throws<HoldfastException>(() => store.OpenLog("orders"));
        }

        using FileLogStore again = Open(SecondBoot);
        Assert.Equal(1, again.GetStatus().Generation);
    }

    private FileLogStore Open(Guid boot) => Open(boot, _killed, _watch);

    private static FileLogStore Open(Guid boot, string folder, IDiskObserver? observer) =>
        FileLogStore.Open(folder, new()
        {
            Identity = () => new LiveIdentity(boot, 1, 1, 1),
            Observer = observer,
        });

    private void LeaveAsKilled()
    {
        using FileLogStore store = Open(FirstBoot, _folder.Store, null);
        Append(store.CreateLog("orders"), 1, 10);
        using var process = System.Diagnostics.Process.Start("cp", ["-r", _folder.Store, _killed]);
        process.WaitForExit();
    }
}
