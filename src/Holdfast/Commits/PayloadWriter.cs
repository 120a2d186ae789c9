using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Holdfast.Documents.Paths;

namespace Holdfast.Commits;

/// <summary>Writes the parts of payloads: little-endian numbers, variable-length numbers, texts and values.</summary>
/// <remarks>
/// Shape.   A variable-length number is unsigned LEB128. A text is its UTF-8 length as such a number, then its bytes;
///          a value is the same with its JSON text.
/// Threads. One thread. The buffer is kept for the next payload.
/// </remarks>
internal sealed class PayloadWriter
{
    private const int FirstBytes = 512;

    // A payload buffer that has grown beyond this is not kept, so that one large commit is not paid for ever.
    private const int KeptBytes = 1 << 20;

    private const int MostNumberBytes = 10;

    private ArrayBufferWriter<byte> _value = new(FirstBytes);
    private byte[] _bytes = new byte[FirstBytes];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptBytes)
            (_bytes, _value) = (new byte[FirstBytes], new ArrayBufferWriter<byte>(FirstBytes));
    }

    public void Header(RecordHeader header)
    {
        header.Write(Room(RecordHeader.Length));
        _length += RecordHeader.Length;
    }

    public void Byte(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(sizeof(uint)), value);
        _length += sizeof(uint);
    }

    public void Number(long value)
    {
        Span<byte> span = Room(MostNumberBytes);
        ulong rest = (ulong)value;
        int length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        _length += length;
    }

    public void Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        _length += Encoding.UTF8.GetBytes(text, Room(length));
    }

    public void Path(StatePath path)
    {
        if (path.Node is not ParsedPath parsed)
        {
            Text(path.ToString());
            return;
        }

        int length = parsed.PointerLength;
        Number(length);
        parsed.WritePointer(Room(length));
        _length += length;
    }

    public void JsonValue(Value value)
    {
        _value.ResetWrittenCount();
        value.WriteTo(_value);
        Number(_value.WrittenCount);
        _value.WrittenSpan.CopyTo(Room(_value.WrittenCount));
        _length += _value.WrittenCount;
    }

    /// <summary>Gives the free bytes behind what is written, at least as many as asked for.</summary>
    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            long wanted = Math.Max(2L * _bytes.Length, (long)_length + count);
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, wanted));
        }

        return _bytes.AsSpan(_length);
    }
}
