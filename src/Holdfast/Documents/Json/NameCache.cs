using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Json;

/// <summary>Shares the arrays of names that come again and again in one text.</summary>
internal sealed class NameCache
{
    /// <summary>Power of two; texts with more different names than this share fewer.</summary>
    private const int Slots = 256;

    /// <summary>Longer names are seldom repeated.</summary>
    private const int MaxLength = 64;

    private readonly byte[]?[] _names = new byte[Slots][];

    /// <summary>Gives an array with the name's bytes.</summary>
    public byte[] Get(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxLength)
            return name.ToArray();
        ref byte[]? cached = ref _names[KeyHash.Of(name) & (Slots - 1)];
        if (cached is null || !name.SequenceEqual(cached))
            cached = name.ToArray();
        return cached;
    }
}
