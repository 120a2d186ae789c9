using Holdfast.Logs.File.Native;

namespace Holdfast.Tests.Logs.File;

/// <summary>Records every change of a store's files, and rebuilds what a power loss at any step could leave.</summary>
/// <remarks>
/// The model is as cruel as a file system may be: what was not flushed (a write, or a name) may be there or not, each
/// by itself, in 512-byte pieces. What was flushed is there. Whatever happened is applied to two trees: what the
/// system shows, and what the disk is sure to hold.
/// </remarks>
internal sealed class RecordedDisk(string root) : IDiskObserver
{
    private const int SectorBytes = 512;
    private readonly object _guard = new();
    private readonly List<Step> _steps = [];

    private enum StepKind
    {
        Create,
        Write,
        Flush,
        MakeFolder,
        FlushFolder,
        Rename,
        Unlink,
    }

    private sealed class NameChange(object guard) : IDisposable
    {
        public void Dispose() => Monitor.Exit(guard);
    }

    private readonly record struct Step(StepKind Kind, string Path, string To, long Offset, byte[] Bytes);

    /// <summary>How many changes were recorded.</summary>
    public int Count
    {
        get
        {
            lock (_guard)
            {
                return _steps.Count;
            }
        }
    }

    public IDisposable BeginNameChange()
    {
        Monitor.Enter(_guard);
        return new NameChange(_guard);
    }

    public void Created(string path) => Add(StepKind.Create, path);

    public void Written(string path, long offset, ReadOnlySpan<byte> bytes) =>
        Add(new Step(StepKind.Write, path, "", offset, bytes.ToArray()));

    public void Flushed(string path)
    {
        // `live` is written through a mapping: what its header says at a flush is what the disk holds.
        byte[] bytes = path.EndsWith("live", StringComparison.Ordinal) ? ReadHeader(path) : [];
        Add(new Step(StepKind.Flush, path, "", 0, bytes));
    }

    public void FolderMade(string path) => Add(StepKind.MakeFolder, path);

    public void FolderFlushed(string path) => Add(StepKind.FlushFolder, path);

    public void Renamed(string from, string to) => Add(new Step(StepKind.Rename, from, to, 0, []));

    public void Unlinked(string path) => Add(StepKind.Unlink, path);

    /// <summary>What the folder held, all of it on disk, before the first change; null: nothing.</summary>
    public string? Before { get; init; }

    /// <summary>Builds the folder as a power loss after so many changes could leave it.</summary>
    public void Build(int steps, string target, Random random)
    {
        DiskImage disk = Replay(steps);
        disk.LosePower(random);
        disk.WriteTo(root, target);
    }

    /// <summary>Builds the folder as the death of the process after so many changes leaves it.</summary>
    public void BuildKilled(int steps, string target)
    {
        DiskImage disk = Replay(steps);
        disk.FlushAll();
        disk.WriteTo(root, target);
    }

    private DiskImage Replay(int steps)
    {
        Step[] done;
        lock (_guard)
        {
            done = [.. _steps.Take(steps)];
        }

        var disk = new DiskImage();
        if (Before is not null)
        {
            disk.Fill(Before, root);
        }

        Array.ForEach(done, step => Apply(disk, step));
        return disk;
    }

    private static void Apply(DiskImage disk, Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Create:
                disk.Create(step.Path);
                break;
            case StepKind.Write:
                for (int place = 0; place < step.Bytes.Length;)
                {
                    int length = Math.Min(
                        step.Bytes.Length - place, SectorBytes - (int)((step.Offset + place) % SectorBytes));
                    disk.Write(step.Path, step.Offset + place, step.Bytes.AsSpan(place, length).ToArray());
                    place += length;
                }

                break;
            case StepKind.Flush:
                if (step.Bytes.Length > 0)
                {
                    disk.Create(step.Path);
                    disk.Write(step.Path, 0, step.Bytes);
                }

                disk.Flush(step.Path);
                break;
            case StepKind.FlushFolder:
                disk.FlushFolder(step.Path);
                break;
            case StepKind.Rename:
                disk.Rename(step.Path, step.To);
                break;
            case StepKind.Unlink:
                disk.Unlink(step.Path);
                break;
            default:
                break;
        }
    }

    private void Add(StepKind kind, string path) => Add(new Step(kind, path, "", 0, []));

    private void Add(Step step)
    {
        lock (_guard)
        {
            _steps.Add(step);
        }
    }

    private static byte[] ReadHeader(string path)
    {
        byte[] bytes = new byte[4096];
        using FileStream file = System.IO.File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.ReadExactly(bytes);
        return bytes;
    }
}
