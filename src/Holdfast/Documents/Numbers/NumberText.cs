using System.Buffers.Text;

namespace Holdfast.Documents.Numbers;

/// <summary>Turns number texts into nodes and back, and compares nodes by value.</summary>
internal static class NumberText
{
    /// <summary>Gives the node of a text that is valid JSON; null when it is out of bounds.</summary>
    public static object? ToNode(ReadOnlySpan<byte> text)
    {
        bool isInteger = Utf8Parser.TryParse(text, out long value, out int used) && used == text.Length;
        if (isInteger && (value != 0 || text.Length == 1))
            return IntegerNode.Of(value);
        return DecimalText.IsWithinBounds(text) ? new TextNumberNode(text.ToArray()) : null;
    }

    /// <summary>Tells whether a node is a number.</summary>
    public static bool IsNumber(object? node) => node is IntegerNode or TextNumberNode;

    /// <summary>Gives the text of a number node; the buffer is used for integers.</summary>
    public static ReadOnlySpan<byte> Of(object node, Span<byte> buffer) => node switch
    {
        IntegerNode integer => buffer[..integer.Write(buffer)],
        _ => ((TextNumberNode)node).Text,
    };

    /// <summary>Tells whether two number nodes have the same value.</summary>
    public static bool AreEqual(object left, object right)
    {
        if (left is IntegerNode one && right is IntegerNode two)
            return one.Value == two.Value;
        Span<byte> leftBuffer = stackalloc byte[IntegerNode.MaxTextLength];
        Span<byte> rightBuffer = stackalloc byte[IntegerNode.MaxTextLength];
        return DecimalText.AreEqual(DecimalText.Read(Of(left, leftBuffer)), DecimalText.Read(Of(right, rightBuffer)));
    }

    /// <summary>Compares two number nodes by value.</summary>
    public static int Compare(object left, object right)
    {
        if (left is IntegerNode one && right is IntegerNode two)
            return one.Value.CompareTo(two.Value);
        Span<byte> leftBuffer = stackalloc byte[IntegerNode.MaxTextLength];
        Span<byte> rightBuffer = stackalloc byte[IntegerNode.MaxTextLength];
        return DecimalText.Compare(DecimalText.Read(Of(left, leftBuffer)), DecimalText.Read(Of(right, rightBuffer)));
    }

    /// <summary>Gives the hash of a number node: the same for equal values.</summary>
    public static int HashOf(object node)
    {
        Span<byte> buffer = stackalloc byte[IntegerNode.MaxTextLength];
        return DecimalText.Read(Of(node, buffer)).GetHashCode();
    }
}
