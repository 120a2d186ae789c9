using Holdfast.Documents;
using Holdfast.Documents.Paths;

namespace Holdfast.Commits;

/// <summary>Gives what comes again and again in payloads without making it anew: authors, paths, names.</summary>
/// <remarks>Threads. One thread.</remarks>
internal sealed class PayloadCache
{
    private byte[] _authorBytes = [];
    private string _author = "";
    private ParsedPath? _path;

    /// <summary>Gives an author, mostly the one before.</summary>
    public string Author(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_authorBytes))
            (_authorBytes, _author) = (utf8.ToArray(), AsciiText.ToText(utf8));

        return _author;
    }

    /// <summary>Gives a path, mostly a neighbour of the one before: it shares the names that are equal.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">MalformedPath.</exception>
    public StatePath Path(ReadOnlySpan<byte> pointer)
    {
        if (!PlainText.IsPlainPointer(pointer)) return StatePath.Parse(AsciiText.ToText(pointer));

        PathSegment[]? before = _path?.Segments;
        var segments = new PathSegment[CountSlashes(pointer)];
        int shared = 0;
        for (int index = 0; index < segments.Length; index++)
        {
            pointer = pointer[1..];
            ReadOnlySpan<byte> name = pointer[..LengthOfName(pointer)];
            pointer = pointer[name.Length..];
            bool isShared = index < before?.Length && name.SequenceEqual(before[index].Name);
            segments[index] = isShared ? before![index] : new PathSegment(name.ToArray());
            shared += isShared ? 1 : 0;
        }

        if (_path is null || shared < segments.Length || shared < before!.Length)
            _path = new ParsedPath(segments);

        return StatePath.Of(_path);
    }

    // Both by hand: the vectors of the framework take some milliseconds of a program's start.
    private static int LengthOfName(ReadOnlySpan<byte> pointer)
    {
        int length = 0;
        while (length < pointer.Length && pointer[length] != '/') length++;
        return length;
    }

    private static int CountSlashes(ReadOnlySpan<byte> pointer)
    {
        int count = 0;
        foreach (byte unit in pointer)
        {
            count += unit == '/' ? 1 : 0;
        }

        return count;
    }
}
