using System.Buffers;
using Holdfast.Documents.Numbers;

namespace Holdfast.Documents;

/// <summary>Gives the length of compact JSON text, and the height of a tree, without writing or walking it.</summary>
internal static class NodeSize
{
    // Below this many bytes a plain loop is as fast, and a short-lived process need not prepare vectors.
    private const int FewBytes = 16;

    /// <summary>Containers inside each other: 0 for a scalar.</summary>
    public static int Height(object? node) => node is ContainerNode container ? container.Height : 0;

    /// <summary>Bytes of the compact JSON text of a node.</summary>
    public static long Of(object? node) => node switch
    {
        null => 4,
        byte[] text => OfString(text),
        IntegerNode integer => integer.TextLength,
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
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] is < (byte)' ' or (byte)'"' or (byte)'\\')
                return index;
        }

        return -1;
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
