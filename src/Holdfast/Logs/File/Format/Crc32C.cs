using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Format;

/// <summary>CRC-32C (Castagnoli) without the final inversion: the sum of a sequence is built piece by piece.</summary>
/// <remarks>Source. RFC 3720, appendix B.4; the processor's own instruction through BitOperations.</remarks>
internal static class Crc32C
{
    /// <summary>Adds bytes to a sum.</summary>
    public static uint Compute(uint sum, ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int place = 0;
        for (; place + sizeof(ulong) <= bytes.Length; place += sizeof(ulong))
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, place));
            sum = BitOperations.Crc32C(
                sum, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        for (; place < bytes.Length; place++)
        {
            sum = BitOperations.Crc32C(sum, bytes[place]);
        }

        return sum;
    }
}
