using System.Buffers;
using System.Runtime.InteropServices;
using Holdfast.Documents.Numbers;

namespace Holdfast.Documents;

/// <summary>Gives the length of compact JSON text, and the height of a tree, without writing or walking it.</summary>
internal static class NodeSize
{
    // Below this many bytes a plain loop is as fast, and a short-lived process need not prepare vectors.
    private const int FewBytes = 16;

    /// <summary>Containers inside each other: 0 for a scalar.</summary>
    public static int Height(object? node) => node is ContainerNode container ? container.Height : 0;

    // Asking for a sealed class is one comparison, for an array a call: so numbers are asked for first.

    /// <summary>Bytes of the compact JSON text of a node.</summary>
    public static long Of(object? node) => node switch
    {
        null => 4,
        IntegerNode integer => integer.TextLength,
        byte[] text => OfString(text),
        ContainerNode container => container.Size,
        TextNumberNode number => number.Text.Length,
        bool flag => flag ? 4 : 5,
        _ => throw new InvalidOperationException($"A {node.GetType()} is no node of a document."),
    };

    /// <summary>Bytes of a string as JSON text, with its quotes.</summary>
    public static long OfString(ReadOnlySpan<byte> text)
    {
        long size = text.Length + 2L;
        int found;
        while ((found = IndexOfEscaped(text)) >= 0)
        {
            size += EscapeLength(text[found]) - 1;
            text = text[(found + 1)..];
        }

        return size;
    }

    /// <summary>
    /// The place of the first byte that JSON text cannot hold as it is: quote, backslash or a control character.
    /// </summary>
    public static int IndexOfEscaped(ReadOnlySpan<byte> text)
    {
        if (text.Length > FewBytes)
            return text.IndexOfAny(Vectors.Escaped);
        if (text.Length >= sizeof(uint) && !HasEscaped(text))
            return -1;
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] is < (byte)' ' or (byte)'"' or (byte)'\\')
                return index;
        }

        return -1;
    }

    /// <summary>
    /// The same of a text of 4 to 16 bytes, without its place: in two words that overlap, all bytes of each at once.
    /// </summary>
    private static bool HasEscaped(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
        {
            ulong both = MemoryMarshal.Read<uint>(text)
                | ((ulong)MemoryMarshal.Read<uint>(text[^sizeof(uint)..]) << 32);
            return HasEscaped(both);
        }

        return HasEscaped(MemoryMarshal.Read<ulong>(text))
            || HasEscaped(MemoryMarshal.Read<ulong>(text[^sizeof(ulong)..]));
    }

    /// <summary>Whether a byte of a word is below 32, a quote or a backslash.</summary>
    /// <remarks>
    /// Source. Bit Twiddling Hacks, "Determine if a word has a byte less than n": a borrow spoils only bytes above one
    /// that is found.
    /// </remarks>
    private static bool HasEscaped(ulong word)
    {
        const ulong Ones = 0x0101010101010101;
        ulong quotes = word ^ (Ones * (byte)'"');
        ulong slashes = word ^ (Ones * (byte)'\\');
        ulong found = ((word - (Ones * ' ')) & ~word) | ((quotes - Ones) & ~quotes) | ((slashes - Ones) & ~slashes);
        return (found & (Ones * 0x80)) != 0;
    }

    private static int EscapeLength(byte code) =>
        code is (byte)'"' or (byte)'\\' or (byte)'\b' or (byte)'\f' or (byte)'\n' or (byte)'\r' or (byte)'\t' ? 2 : 6;

    // In a class of its own, which is made when it is first needed.
    private static class Vectors
    {
        public static readonly SearchValues<byte> Escaped = SearchValues.Create(
            [.. Enumerable.Range(0, 32).Select(code => (byte)code), (byte)'"', (byte)'\\']);
    }
}
