using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Holdfast.Commits;

/// <summary>Writes the parts of payloads: little-endian numbers, variable-length numbers, texts and values.</summary>
/// <remarks>
/// Shape.   A variable-length number is unsigned LEB128. A text is its UTF-8 length as such a number, then its bytes;
///          a value is the same with its JSON text.
/// Threads. One thread. The buffer is kept for the next payload.
/// </remarks>
internal sealed class PayloadWriter
{
    // A payload buffer that has grown beyond this is not kept, so that one large commit is not paid for ever.
    private const int KeptBytes = 1 << 20;

    private ArrayBufferWriter<byte> _buffer = new(512);
    private ArrayBufferWriter<byte> _value = new(256);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.WrittenMemory;

    public void Clear()
    {
        _buffer = Emptied(_buffer);
        _value = Emptied(_value);
    }

    public void Header(RecordHeader header)
    {
        header.Write(_buffer.GetSpan(RecordHeader.Length));
        _buffer.Advance(RecordHeader.Length);
    }

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
    }

    public void Number(long value)
    {
        Span<byte> span = _buffer.GetSpan(10);
        ulong rest = (ulong)value;
        int length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        _buffer.Advance(length);
    }

    public void Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(Math.Max(1, length))));
    }

    public void Path(StatePath path) => Text(path.ToString());

    public void JsonValue(Value value)
    {
        _value.ResetWrittenCount();
        value.WriteTo(_value);
        Number(_value.WrittenCount);
        _buffer.Write(_value.WrittenSpan);
    }

    private static ArrayBufferWriter<byte> Emptied(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > KeptBytes)
        {
            return new ArrayBufferWriter<byte>(512);
        }

        buffer.ResetWrittenCount();
        return buffer;
    }
}
