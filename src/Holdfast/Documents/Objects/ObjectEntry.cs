namespace Holdfast.Documents.Objects;

/// <summary>One member of an object, inline in a leaf: 32 bytes.</summary>
internal struct ObjectEntry
{
    /// <summary>The name in UTF-8.</summary>
    public byte[] Key;

    /// <summary>The node of the value.</summary>
    public object? Value;

    /// <summary>The revision that last changed the value or anything below it.</summary>
    public long Revision;

    /// <summary>The hash of <see cref="Key"/>.</summary>
    public int Hash;

    /// <summary>The place among the members: greater is later; unique in the object.</summary>
    public uint Sequence;

    /// <summary>Tells whether this member has the name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> key, int hash) => Hash == hash && key.SequenceEqual(Key);
}
