using System.Buffers.Binary;
using Holdfast.Documents;

namespace Holdfast.Processes.Wire;

/// <summary>Reads what a <see cref="BinaryWriter"/> wrote for another process.</summary>
/// <remarks>
/// Why not the framework's reader: its decoder takes some milliseconds of the start of each child.
/// </remarks>
internal sealed class MessageReader(ReadOnlyMemory<byte> message)
{
    private const int GuidBytes = 16;

    private ReadOnlyMemory<byte> _rest = message;

    /// <summary>Whether all was read.</summary>
    public bool IsAtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public bool ReadBoolean() => ReadByte() != 0;

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double ReadDouble() => BitConverter.Int64BitsToDouble(ReadInt64());

    public Guid ReadGuid() => new(Take(GuidBytes));

    public byte[] ReadBytes(int count) => Take(count).ToArray();

    /// <summary>Reads a text: its bytes of UTF-8 behind their number, seven bits a byte.</summary>
    public string ReadText()
    {
        int length = 0;
        byte part;
        for (int shift = 0; ; shift += 7)
        {
            part = ReadByte();
            length |= (part & 0x7F) << shift;
            if (part < 0x80) return AsciiText.ToText(Take(length));
        }
    }

    /// <exception cref="EndOfStreamException">The message is shorter than that.</exception>
    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlyMemory<byte> rest = _rest;
        bool isThere = (uint)count <= (uint)rest.Length;
        _rest = isThere ? rest[count..] : default;
        return isThere ? rest.Span[..count] : throw new EndOfStreamException("A message ends within a value.");
    }
}
