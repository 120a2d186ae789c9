using System.Buffers.Binary;
using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote, and trusts none of it.</summary>
internal ref struct PayloadReader
{
    private readonly PayloadCache _cache;
    private ReadOnlySpan<byte> _rest;

    public PayloadReader(ReadOnlySpan<byte> payload, PayloadCache cache)
    {
        _rest = payload;
        _cache = cache;
    }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public RecordHeader Header() => RecordHeader.Read(Take(RecordHeader.Length));

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public long Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return (long)value;
        }

        throw Malformed();
    }

    /// <summary>A number that counts things of at least one byte each, so never more than what is left.</summary>
    public int Count()
    {
        long count = Number();
        return count >= 0 && count <= _rest.Length ? (int)count : throw Malformed();
    }

    public ReadOnlySpan<byte> Bytes() => Take(Count());

    public string Text() => AsciiText.ToText(Bytes());

    public string Author() => _cache.Author(Bytes());

    public StatePath Path() => _cache.Path(Bytes());

    public Value JsonValue() => Value.Parse(Bytes());

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw Malformed();

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static HoldfastException Malformed() => new(
        ErrorCode.Damaged, "A record's bytes do not follow the record format; run 'holdfast check' on the store.");
}
