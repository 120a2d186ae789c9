using System.Text;

namespace Holdfast.Documents.Paths;

/// <summary>A path that was read once: its segments, ready to be followed. Immutable.</summary>
internal sealed class ParsedPath(PathSegment[] segments)
{
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

    private string Write()
    {
        StringBuilder text = new();
        foreach (PathSegment segment in Segments)
            text.Append('/').Append(PathText.Escape(Encoding.UTF8.GetString(segment.Name)));
        return text.ToString();
    }
}
