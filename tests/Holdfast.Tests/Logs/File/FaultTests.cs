using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Format;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// What may go wrong around a store: each has its code, and what was committed stays readable where it is still there.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<string> _mounts = [];

    [Fact]
    public void Open_FileInItsPlace_IsNotAStore()
    {
        System.IO.File.WriteAllText(_folder.Store, "a file");
        AssertCode(ErrorCode.NotAStore, () => Open());
    }

    [Fact]
    public void Open_FolderWithOtherFiles_IsNotAStoreAndStaysAsItWas()
    {
        Directory.CreateDirectory(_folder.Store);
        System.IO.File.WriteAllText(Path.Combine(_folder.Store, "letter.txt"), "dear");
        AssertCode(ErrorCode.NotAStore, () => Open());
        Assert.Single(Directory.GetFileSystemEntries(_folder.Store));
    }

    [Fact]
    public void Open_StoreFileOfOtherContent_IsNotAStore()
    {
        Open().Dispose();
        System.IO.File.WriteAllText(Path.Combine(_folder.Store, FileFormat.StoreFile), "{\"name\":\"x\"}");
        AssertCode(ErrorCode.NotAStore, () => Open());
    }

    [Fact]
    public void Open_MissingParents_AreMade()
    {
        using FileLogStore store = FileLogStore.Open(Path.Combine(_folder.Store, "a", "b"), new FileLogOptions());
        Append(store.CreateLog("x"), 1);
    }

    [Fact]
    public void Open_OtherUser_IsDenied()
    {
        Open().Dispose();
        string outside = Path.Combine(_folder.Root, "outside");
        Directory.CreateDirectory(outside);

        // Whoever runs the tests may be root, whom nothing is denied; the child is nobody.
        using var child = new ChildProcess(
            ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"], "try-open", _folder.Store);
        Assert.Equal("PermissionDenied", child.ReadLine());
    }

    [Fact]
    public void Open_ReadOnlyFileSystem_IsNamed()
    {
        AppendAndClose();
        Mount("--bind", _folder.Store, _folder.Store);
        Run("mount", "-o", "remount,ro,bind", _folder.Store);
        AssertCode(ErrorCode.ReadOnlyFileSystem, () => Open());
    }

    [Fact]
    public void Publish_DiskFull_IsNamedAndCommittedRecordsStay()
    {
        Directory.CreateDirectory(_folder.Store);
        Mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", _folder.Store);
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        long revision = 0;
        void AppendUntilFull()
        {
            for (; revision < 1000; revision++)
            {
                Append(log, revision + 1, bytes: 5000);
            }
        }

        HoldfastException fault = Assert.Throws<HoldfastException>(AppendUntilFull);
        Assert.Equal(ErrorCode.DiskFull, fault.Code);
        Assert.NotNull(fault.File);
        Assert.Equal(Range(1, revision), ReadRevisions(log));
        Assert.Null(log.Fault);

        // It still opens, and what fits is still committed.
        store.Dispose();
        using FileLogStore again = Open();
        Assert.Equal(Range(1, revision), ReadRevisions(again.CreateLog("orders")));
        Append(again.CreateLog("orders"), revision + 1, bytes: 17);
    }

    [Fact]
    public void CreateLog_DiskFull_IsNamedAndLeavesNoNamespace()
    {
        Directory.CreateDirectory(_folder.Store);
        Mount("-t", "tmpfs", "-o", "size=160k", "tmpfs", _folder.Store);
        using FileLogStore store = Open();
        store.CreateLog("a");
        AssertCode(ErrorCode.DiskFull, () => store.CreateLog("b"));
        Assert.Equal(["a"], store.ListNamespaces());
    }

    [Fact]
    public void Read_FolderRemoved_SaysSoWithinTwoSeconds()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        Append(log, 1);
        Directory.Delete(_folder.Store, recursive: true);
        Assert.True(SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(3)));
        AssertCode(ErrorCode.StoreReplaced, () => Append(log, 2));
        AssertCode(ErrorCode.StoreReplaced, () => store.CreateLog("other"));
    }

    [Fact]
    public void Open_FolderReplaced_IsAnotherStore()
    {
        using FileLogStore old = Open();
        FileLog log = old.CreateLog("orders");
        Append(log, 1, 5);
        Directory.Move(_folder.Store, _folder.Store + ".moved");
        using FileLogStore fresh = Open();
        Assert.NotSame(old, fresh);
        Assert.Empty(fresh.ListNamespaces());
        Assert.True(SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(3)));
        Assert.Equal(ErrorCode.StoreReplaced, Assert.IsType<HoldfastException>(log.Fault).Code);
    }

    [Fact]
    public void Open_TwoMountPaths_IsOneStore()
    {
        using FileLogStore store = Open();
        string other = Path.Combine(_folder.Root, "other");
        Directory.CreateDirectory(other);
        Mount("--bind", _folder.Store, other);
        using FileLogStore same = FileLogStore.Open(other, new FileLogOptions());
        Assert.Same(store, same);

        Append(store.CreateLog("orders"), 1);
        using var child = new ChildProcess("append", other, "orders", "false");
        Assert.Equal("2", child.ReadLine());
    }

    [Fact]
    public void Open_TenThousandTimes_LeaksNoDescriptor()
    {
        AppendAndClose();
        for (int index = 0; index < 10_000; index++)
        {
            using FileLogStore store = Open();
            if (index % 100 == 0)
            {
                Assert.Equal(1, LastRevision(store.CreateLog("orders")));
            }
        }

        Assert.Empty(ListDescriptors());
    }

    [Fact]
    public void Open_InMemory_IsNotDurable()
    {
        Directory.CreateDirectory(_folder.Store);
        Mount("-t", "tmpfs", "tmpfs", _folder.Store);
        using FileLogStore store = Open();
        Assert.False(store.IsDurable);
    }

    // Asked of one commit it was taken without a word; asked of the store it was refused.
    [Fact]
    public async Task Commit_DiskOnAFileSystemInMemory_IsRefusedAndChangesNothing()
    {
        Directory.CreateDirectory(_folder.Store);
        Mount("-t", "tmpfs", "tmpfs", _folder.Store);
        AssertCode(
            ErrorCode.DurabilityRefused,
            () => Store.Open(_folder.Store, new StoreOptions { Durability = Durability.Disk }));

        using Store store = Store.Open(_folder.Store);
        State orders = store.GetState("orders");
        var disk = new CommitOptions { Durability = Durability.Disk };
        AssertCode(ErrorCode.DurabilityRefused, () => orders.Set("/a", 1, disk));
        AssertCode(ErrorCode.DurabilityRefused, () => orders.Atomic(tx => tx["/a"] = 1, disk));
        AssertCode(ErrorCode.DurabilityRefused, () => orders.Exclusive(tx => tx["/a"] = 1, disk));
        var refused = await Assert.ThrowsAsync<HoldfastException>(
            () => orders.SetAsync("/a", 1, disk, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal((ErrorCode.DurabilityRefused, _folder.Store), (refused.Code, refused.File));

        Assert.False(orders.Exists("/a"));
        orders["/a"] = 1;
        Assert.Equal(new Revision(1), orders.Revision);
    }

    [Fact]
    public void Open_UnknownFileSystem_IsRefusedUnlessAllowed()
    {
        Directory.CreateDirectory(_folder.Store);
        Mount("-t", "ramfs", "ramfs", _folder.Store);
        AssertCode(ErrorCode.FileSystemRefused, () => Open());
        using FileLogStore store = FileLogStore.Open(
            _folder.Store, new FileLogOptions { AllowUnknownFileSystem = true });
        Append(store.CreateLog("orders"), 1);
        Assert.Equal(Range(1, 1), ReadRevisions(store.CreateLog("orders")));
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Files_OfAStore_AreForTheOwnerAlone()
    {
        using FileLogStore store = Open();
        Append(store.CreateLog("orders"), 1);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] inside = Directory.GetFileSystemEntries(_folder.Store, "*", SearchOption.AllDirectories);
        foreach (string path in inside.Append(_folder.Store))
        {
            Assert.Equal(UnixFileMode.None, System.IO.File.GetUnixFileMode(path) & Others);
        }
    }

    public void Dispose()
    {
        _mounts.ForEach(mount => Run("umount", "-l", mount));
        _folder.Dispose();
    }

    private static void AssertCode(ErrorCode code, Action action) =>
        Assert.Equal(code, Assert.Throws<HoldfastException>(action).Code);

    // Only those of this test's store: other tests run beside this one.
    private List<string> ListDescriptors() =>
    [
        .. Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(entry => new FileInfo(entry).LinkTarget ?? "")
            .Where(target => target.StartsWith(_folder.Store, StringComparison.Ordinal)),
    ];

    private FileLogStore Open() => FileLogStore.Open(_folder.Store, new FileLogOptions());

    private void AppendAndClose()
    {
        using FileLogStore store = Open();
        Append(store.CreateLog("orders"), 1);
    }

    private void Mount(params string[] arguments)
    {
        Run("mount", arguments);
        _mounts.Add(arguments[^1]);
    }

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
