using System.Diagnostics;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>A file system of its own with little room.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int NoSpace = 28;

    private readonly TestFolder _folder = new();
    private readonly string _filler;
    private readonly string? _fault;

    /// <summary>Makes it, where the system lets this process do so.</summary>
    public SmallDisk(string size)
    {
        (Root, _filler) = (Path.Combine(_folder.Root, "disk"), Path.Combine(_folder.Root, "disk", "filler"));
        Directory.CreateDirectory(Root);
        _fault = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Root);
    }

    public string Root { get; }

    public string Store => Path.Combine(Root, "store");

    public void SkipWithout()
    {
        if (_fault is not null) Assert.Skip($"This machine mounts no file system: {_fault}");
    }

    /// <summary>Takes all room that there is.</summary>
    public void Fill()
    {
        byte[] page = new byte[4096];
        using FileStream filler = new(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) filler.Write(page);
        }
        catch (IOException full) when ((full.HResult & 0xFFFF) == NoSpace)
        {
            // So it is full.
        }
    }

    public void MakeRoom() => File.Delete(_filler);

    public void Dispose()
    {
        if (_fault is null) Assert.Null(Run("umount", "-l", Root));
        _folder.Dispose();
    }

    private static string? Run(string command, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(command, arguments) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : said.Trim();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
