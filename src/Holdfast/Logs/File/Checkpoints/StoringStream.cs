using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>Writes a file from a place on, in large pieces, and sums up what it writes.</summary>
internal sealed class StoringStream(Disk disk, SafeDescriptor file, string path, long start) : Stream
{
    private const int PieceBytes = 64 << 10;
    private readonly byte[] _piece = new byte[PieceBytes];
    private int _count;
    private long _written;

    /// <summary>CRC-32C of all bytes that were handed over before the last <see cref="Flush"/>.</summary>
    public uint Checksum { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _written + _count;

    /// <inheritdoc/>
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int fits = Math.Min(buffer.Length, PieceBytes - _count);
            buffer[..fits].CopyTo(_piece.AsSpan(_count));
            _count += fits;
            buffer = buffer[fits..];
            if (_count == PieceBytes) Flush();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Hands what is buffered to the system; not yet to the disk.</summary>
    public override void Flush()
    {
        ReadOnlySpan<byte> bytes = _piece.AsSpan(0, _count);
        disk.Write(file, path, start + _written, bytes);
        Checksum = Crc32C.Compute(Checksum, bytes);
        _written += _count;
        _count = 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
