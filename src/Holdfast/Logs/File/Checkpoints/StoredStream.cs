using System.Buffers;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>Reads a part of a file from its start to its end.</summary>
internal sealed class StoredStream : Stream
{
    private const int PieceBytes = 256 << 10;
    private readonly SafeDescriptor _file;
    private readonly string _path;
    private readonly long _start;
    private readonly long _length;
    private long _position;

    private StoredStream(SafeDescriptor file, string path, long start, long length) =>
        (_file, _path, _start, _length) = (file, path, start, length);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = Math.Clamp(value, 0, _length);
    }

    /// <summary>Opens a part of a file; null when the file is not there.</summary>
    public static StoredStream? TryOpen(string path, long start, long length) =>
        Disk.TryOpenForReading(path) is { } file ? new StoredStream(file, path, start, length) : null;

    /// <summary>Sums up all bytes; the stream then stands at its start.</summary>
    public uint ComputeChecksum()
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        uint sum = 0;
        Position = 0;
        for (int count; (count = Read(piece.AsSpan())) > 0;)
        {
            sum = Crc32C.Compute(sum, piece.AsSpan(0, count));
        }

        ArrayPool<byte>.Shared.Return(piece);
        Position = 0;
        return sum;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, _length - _position);
        int count = wanted == 0 ? 0 : Disk.Read(_file, _path, _start + _position, buffer[..wanted]);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long start = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => _length,
        };
        return Position = start + offset;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
