using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Holdfast.Documents.Objects;

/// <summary>Hashes member names.</summary>
/// <remarks>
/// Shape.  The seed is random in each process, so that names from outside cannot be chosen to collide; a hash never
///         leaves the process and never decides an order that can be seen.
/// Source. The multiply-and-fold step of wyhash (Wang Yi, public domain).
/// </remarks>
internal static class KeyHash
{
    /// <summary>
    /// The last bits of a long name, in which names that are counted up differ most: they stay what they are, as the
    /// last bits of the hash that a trie looks at. So up to sixteen neighbours stand in one leaf, and what goes through
    /// them in order changes one leaf and not sixteen.
    /// </summary>
    private const int NeighbourBits = 4;

    private const ulong NeighbourMask = ((1UL << NeighbourBits) - 1) << 56;

    private static readonly ulong First = NewSeed();
    private static readonly ulong Second = NewSeed();

    /// <summary>Gives the hash of a name in UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(ReadOnlySpan<byte> name)
    {
        ref byte start = ref MemoryMarshal.GetReference(name);
        nuint length = (nuint)name.Length;
        if (length > 16)
            return OfLong(name);
        ulong head, tail;
        if (length >= 8)
        {
            head = Unsafe.ReadUnaligned<ulong>(ref start);
            tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8));
        }
        else if (length >= 4)
        {
            head = Unsafe.ReadUnaligned<uint>(ref start);
            tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
        }
        else if (length > 0)
        {
            head = (uint)(start
                | (Unsafe.Add(ref start, length >> 1) << 8) | (Unsafe.Add(ref start, length - 1) << 16));
            tail = 0;
        }
        else
        {
            head = tail = 0;
        }

        return Finish(head, tail, (ulong)length);
    }

    private static int OfLong(ReadOnlySpan<byte> name)
    {
        ulong state = First;
        ReadOnlySpan<byte> rest = name;
        while (rest.Length > 16)
        {
            state = Fold(MemoryMarshal.Read<ulong>(rest) ^ Second, MemoryMarshal.Read<ulong>(rest[8..]) ^ state);
            rest = rest[16..];
        }

        ReadOnlySpan<byte> last = name[^16..];
        ulong head = MemoryMarshal.Read<ulong>(last) ^ state;
        ulong tail = MemoryMarshal.Read<ulong>(last[8..]);
        int hash = Finish(head, tail & ~NeighbourMask, (ulong)name.Length);
        return (int)((uint)hash >> NeighbourBits)
            | ((name[^1] & ((1 << NeighbourBits) - 1)) << (32 - NeighbourBits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Finish(ulong head, ulong tail, ulong length)
    {
        ulong mixed = Fold(head ^ First, tail ^ Second ^ (length * 0x9E3779B97F4A7C15));
        return (int)(mixed ^ (mixed >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low ^ BitOperations.RotateLeft(left, 29);
    }

    private static ulong NewSeed()
    {
        // The bits of a Guid are those of the operating system's generator, but for six; folded, none is left. (The
        // generator of System.Security.Cryptography loads OpenSSL: 8 ms of a program's start.)
        Span<byte> bytes = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(bytes);
        return (BitConverter.ToUInt64(bytes) ^ BitOperations.RotateLeft(BitConverter.ToUInt64(bytes[8..]), 32)) | 1;
    }
}
