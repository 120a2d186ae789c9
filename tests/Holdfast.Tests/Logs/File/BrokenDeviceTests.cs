using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// A real file system on a device that has lost its room, as a thin volume can: writes go to memory and succeed, and
/// the flush fails.
/// </summary>
public sealed class BrokenDeviceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<string> _mounts = [];

    [Fact]
    public void Flush_DeviceLostItsRoom_FaultsTheLog()
    {
        if (WhyNot() is { } reason)
        {
            Assert.Skip($"This machine gives no such device: {reason}");
        }

        using FileLogStore store = FileLogStore.Open(Path.Combine(Mounted, "store"), new FileLogOptions());
        FileLog log = store.CreateLog("orders");
        log.Flush(Append(log, 1, 10, bytes: 2000));
        BreakDevice();

        LogPosition tail = Append(log, 11);
        HoldfastException fault = Assert.Throws<HoldfastException>(() => log.Flush(tail));
        Assert.Equal(ErrorCode.Faulted, fault.Code);
        Assert.NotEqual(0, fault.Errno);
        Assert.Equal(10, log.DurableRevision);
        Assert.Equal(Range(1, 11), ReadRevisions(log));

        // To the system the same bytes are written now, and a second flush would succeed.
        Assert.Equal(ErrorCode.Faulted, Assert.Throws<HoldfastException>(() => log.Flush(tail)).Code);
        Assert.Equal(ErrorCode.Faulted, Assert.Throws<HoldfastException>(() => Append(log, 12)).Code);
    }

    public void Dispose()
    {
        for (int index = _mounts.Count - 1; index >= 0; index--)
        {
            Run("umount", "-l", _mounts[index]);
        }

        _folder.Dispose();
    }

    // What the file system has on the device loses its room, and there is no other.
    private void BreakDevice()
    {
        string room = Path.Combine(_folder.Root, "room");
        Assert.Null(Run("truncate", "-s", "0", Path.Combine(room, "device")));
        Assert.NotNull(Run("dd", "if=/dev/zero", $"of={Path.Combine(room, "filler")}", "bs=4096"));
    }

    private string Mounted => Path.Combine(_folder.Root, "mounted");

    /// <summary>Makes the device; says why that is not possible, or null.</summary>
    private string? WhyNot()
    {
        string room = Path.Combine(_folder.Root, "room");
        string device = Path.Combine(room, "device");
        Directory.CreateDirectory(room);
        Directory.CreateDirectory(Mounted);
        return Mount(room, "-t", "tmpfs", "-o", "size=6m", "tmpfs")
            ?? Run("truncate", "-s", "64M", device)
            ?? Run("mkfs.ext4", "-q", "-O", "^has_journal", "-E", "nodiscard,lazy_itable_init=1", device)
            ?? Mount(Mounted, "-o", "loop", device);
    }

    private string? Mount(string place, params string[] arguments)
    {
        string? fault = Run("mount", [.. arguments, place]);
        if (fault is null)
        {
            _mounts.Add(place);
        }

        return fault;
    }

    private static string? Run(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{command}: {said.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
