using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Segments;

/// <summary>An open segment file.</summary>
internal sealed class Segment : IDisposable
{
    private Segment(string path, SafeDescriptor file, SegmentHeader header) =>
        (FilePath, File, Header) = (path, file, header);

    /// <summary>The path, for messages and observers.</summary>
    public string FilePath { get; }

    /// <summary>The descriptor.</summary>
    public SafeDescriptor File { get; }

    /// <summary>What the file begins with.</summary>
    public SegmentHeader Header { get; }

    /// <summary>Opens a segment; null when the file is not there.</summary>
    /// <exception cref="HoldfastException">Damaged: the file does not begin with its header.</exception>
    public static Segment? TryOpen(string folder, long position)
    {
        string path = SegmentFolder.PathOf(folder, position);
        SafeDescriptor? file = Disk.TryOpen(path);
        if (file is null) return null;

        Span<byte> bytes = stackalloc byte[FileFormat.SegmentHeaderBytes];
        int count = Disk.Read(file, path, 0, bytes);
        if (SegmentHeader.TryRead(bytes[..count], out SegmentHeader header) && header.Base == position)
            return new Segment(path, file, header);

        file.Dispose();
        throw Damaged(path, 0, "the file does not begin with a segment's header");
    }

    /// <summary>Whether a position belongs to this segment.</summary>
    public bool Contains(long position) => position >= Header.Base && position < Header.End;

    /// <summary>Keeps the file open until <see cref="Release"/>; false when it is closed already.</summary>
    public bool TryAcquire()
    {
        bool isAcquired = false;
        try
        {
            File.DangerousAddRef(ref isAcquired);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        return isAcquired;
    }

    /// <summary>Ends what <see cref="TryAcquire"/> began.</summary>
    public void Release() => File.DangerousRelease();

    /// <summary>Makes the error for a place of this file.</summary>
    public HoldfastException Damaged(long position, string what) => Damaged(FilePath, position - Header.Base, what);

    /// <summary>Makes the error for a place of a file.</summary>
    public static HoldfastException Damaged(string path, long offset, string what) => new(
        ErrorCode.Damaged,
        $"'{path}' is damaged at byte {offset}: {what}; "
            + "run 'holdfast check', then restore a backup or use 'check --repair'.")
    {
        File = path,
        Position = offset,
    };

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();
}
