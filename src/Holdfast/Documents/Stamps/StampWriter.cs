using System.Buffers.Binary;
using System.Diagnostics;

namespace Holdfast.Documents.Stamps;

/// <summary>Writes numbers in blocks, so that whoever reads them knows where they end.</summary>
/// <remarks>
/// Shape. A block is its length in bytes (four, little-endian) and that many bytes; a block of length 0 is the end.
///        Numbers are not below 0 and take seven bits a byte, lowest first, the high bit set on all but the last byte.
///        They do not straddle blocks.
/// </remarks>
internal sealed class StampWriter(Stream output)
{
    /// <summary>Bytes of a block at most.</summary>
    public const int MaxBlockBytes = 32 * 1024;

    /// <summary>Bytes of the longest number.</summary>
    public const int MaxNumberBytes = 10;

    private const int HeaderBytes = sizeof(int);

    private readonly byte[] _block = new byte[HeaderBytes + MaxBlockBytes];
    private int _used = HeaderBytes;

    /// <summary>Writes a number.</summary>
    public void Write(long number)
    {
        Debug.Assert(number >= 0, "A child is never newer than its parent.");
        if (_block.Length - _used < MaxNumberBytes)
            WriteBlock();
        ulong rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7)
            _block[_used++] = (byte)(rest | 0x80);
        _block[_used++] = (byte)rest;
    }

    /// <summary>Writes what is left and the end.</summary>
    public void End()
    {
        if (_used > HeaderBytes)
            WriteBlock();
        WriteBlock();
    }

    private void WriteBlock()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_block, _used - HeaderBytes);
        output.Write(_block, 0, _used);
        _used = HeaderBytes;
    }
}
