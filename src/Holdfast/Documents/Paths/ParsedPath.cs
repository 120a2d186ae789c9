namespace Holdfast.Documents.Paths;

/// <summary>A path that was read once: its segments, ready to be followed. Immutable.</summary>
internal sealed class ParsedPath(PathSegment[] segments)
{
    private const byte Slash = (byte)'/';
    private const byte Tilde = (byte)'~';

    private string? _text;

    /// <summary>The segments from the root down.</summary>
    public PathSegment[] Segments { get; } = segments;

    /// <summary>The JSON Pointer.</summary>
    public string Text => _text ??= Write();

    /// <summary>Tells whether this path is the other one, or leads to something inside it. Allocates nothing.</summary>
    public bool StartsWith(ParsedPath other)
    {
        if (other.Segments.Length > Segments.Length)
            return false;
        for (int at = 0; at < other.Segments.Length; at++)
        {
            if (!Segments[at].Name.AsSpan().SequenceEqual(other.Segments[at].Name))
                return false;
        }

        return true;
    }

    /// <summary>Bytes of the JSON Pointer in UTF-8.</summary>
    public int PointerLength
    {
        get
        {
            int length = 0;
            foreach (PathSegment segment in Segments)
            {
                length += 1 + segment.Name.Length;
                foreach (byte unit in segment.Name)
                    length += IsEscaped(unit) ? 1 : 0;
            }

            return length;
        }
    }

    /// <summary>Writes the JSON Pointer in UTF-8, without making its text.</summary>
    public void WritePointer(Span<byte> output)
    {
        int at = 0;
        foreach (PathSegment segment in Segments)
        {
            output[at++] = Slash;
            foreach (byte unit in segment.Name)
            {
                if (!IsEscaped(unit))
                {
                    output[at++] = unit;
                    continue;
                }

                output[at++] = Tilde;
                output[at++] = unit == Tilde ? (byte)'0' : (byte)'1';
            }
        }
    }

    private static bool IsEscaped(byte unit) => unit is Tilde or Slash;

    private string Write()
    {
        byte[] pointer = new byte[PointerLength];
        WritePointer(pointer);
        return AsciiText.ToText(pointer);
    }
}
