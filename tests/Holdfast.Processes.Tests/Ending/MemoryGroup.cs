using System.Globalization;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>A control group of the kernel, which kills in it whoever takes more memory than it may have.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    private readonly string _folder;
    private readonly string? _fault;

    /// <summary>Makes it, where the system lets this process do so.</summary>
    public MemoryGroup(long bytes)
    {
        bool isUnified = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        string parent = isUnified ? Root : Path.Combine(Root, "memory");
        _folder = Path.Combine(parent, $"holdfast-test-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_folder);
            Set(isUnified ? "memory.max" : "memory.limit_in_bytes", bytes);
            string swap = isUnified ? "memory.swap.max" : "memory.memsw.limit_in_bytes";
            if (File.Exists(Path.Combine(_folder, swap))) Set(swap, isUnified ? 0 : bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _fault = fault.Message;
        }
    }

    /// <summary>A process that writes its number here is in it.</summary>
    public string Members => Path.Combine(_folder, "cgroup.procs");

    public void SkipWithout()
    {
        if (_fault is not null) Assert.Skip($"This machine makes no control group: {_fault}");
    }

    public void Dispose()
    {
        // It has files that cannot be removed, and goes all the same.
        if (Directory.Exists(_folder)) _ = RemoveFolder(_folder);
    }

    // Opened and not made: a folder that is no control group has no such file.
    private void Set(string name, long bytes)
    {
        using FileStream file = new(Path.Combine(_folder, name), FileMode.Open, FileAccess.Write);
        file.Write(System.Text.Encoding.ASCII.GetBytes(bytes.ToString(CultureInfo.InvariantCulture)));
    }

    [System.Runtime.InteropServices.DllImport(
        "libc", EntryPoint = "rmdir", CharSet = System.Runtime.InteropServices.CharSet.Ansi)]
    private static extern int RemoveFolder(string path);
}
