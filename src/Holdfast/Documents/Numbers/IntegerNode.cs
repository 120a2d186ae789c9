using System.Buffers.Text;
using System.Globalization;

namespace Holdfast.Documents.Numbers;

/// <summary>A number whose text is that of a 64-bit integer, as .NET writes it: 24 bytes, no text kept.</summary>
internal sealed class IntegerNode
{
    /// <summary>Digits and sign of the longest.</summary>
    public const int MaxTextLength = 20;

    private const int MinCached = -128;
    private const int MaxCached = 1_023;

    private static readonly IntegerNode[] Cached = MakeCached();

    private IntegerNode(long value) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <summary>Bytes of the text.</summary>
    public int TextLength
    {
        get
        {
            ulong rest = Value < 0 ? 0 - (ulong)Value : (ulong)Value;
            int length = Value < 0 ? 2 : 1;
            for (; rest >= 10; rest /= 10)
                length++;
            return length;
        }
    }

    /// <summary>Gives the node of a number.</summary>
    public static IntegerNode Of(long value) =>
        value is >= MinCached and <= MaxCached ? Cached[value - MinCached] : new IntegerNode(value);

    /// <summary>Writes the text; the span has room for <see cref="MaxTextLength"/>.</summary>
    public int Write(Span<byte> text)
    {
        Utf8Formatter.TryFormat(Value, text, out int written);
        return written;
    }

    /// <summary>Gives the text.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private static IntegerNode[] MakeCached()
    {
        var cached = new IntegerNode[MaxCached - MinCached + 1];
        for (int index = 0; index < cached.Length; index++)
        {
            cached[index] = new IntegerNode(MinCached + index);
        }

        return cached;
    }
}
