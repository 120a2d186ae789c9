using System.Buffers.Binary;
using Holdfast.Errors;

namespace Holdfast.Documents.Stamps;

/// <summary>Reads what <see cref="StampWriter"/> wrote, and checks it.</summary>
internal sealed class StampReader(Stream input) : IStampSource
{
    private readonly byte[] _block = new byte[StampWriter.MaxBlockBytes];
    private int _length;
    private int _next;

    /// <inheritdoc/>
    public long NextRevision(long parent) => Behind(parent);

    /// <inheritdoc/>
    public long NextShape(long revision) => Behind(revision);

    /// <inheritdoc/>
    public long RootRevision() => Read();

    private long Read()
    {
        if (_next == _length && !ReadBlock())
            throw Damaged("end before the document does");
        ulong number = 0;
        for (int shift = 0; shift < 63 && _next < _length; shift += 7)
        {
            byte part = _block[_next++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)number;
        }

        throw Damaged("have a number without an end");
    }

    /// <summary>Checks that nothing is left.</summary>
    /// <exception cref="HoldfastException">Damaged.</exception>
    public void End()
    {
        if (_next < _length || ReadBlock())
            throw Damaged("go on after the document ends");
    }

    private long Behind(long newer)
    {
        long distance = Read();
        return distance <= newer ? newer - distance : throw Damaged("have a revision below 0");
    }

    private bool ReadBlock()
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        ReadExactly(header);
        _length = BinaryPrimitives.ReadInt32LittleEndian(header);
        _next = 0;
        if ((uint)_length > (uint)_block.Length)
            throw Damaged("have a block that is too long");
        ReadExactly(_block.AsSpan(0, _length));
        return _length > 0;
    }

    private void ReadExactly(Span<byte> bytes)
    {
        if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Damaged("are cut off");
    }

    private static HoldfastException Damaged(string what) => new(
        ErrorCode.Damaged, $"The revisions beside a checkpoint {what}. Use an older checkpoint, or check the store.");
}
