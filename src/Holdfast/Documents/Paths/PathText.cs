using System.Globalization;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Documents.Paths;

/// <summary>Checks, reads and writes the text of paths.</summary>
/// <remarks>Source. RFC 6901; a text without a slash is the name of a member and has no escapes.</remarks>
internal static class PathText
{
    /// <summary>Says what is wrong with a text, or null.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
            return null;

        // One look tells of most paths that they are ASCII without a tilde.
        bool isPlain = PlainText.IsPlain(text);
        if (text[0] == '/')
            return isPlain ? null : FaultOfPointer(text);
        int slash = text.IndexOf('/');
        return slash >= 0 ? FaultOfSlash(text, slash) : FaultOfSurrogates(text);
    }

    /// <summary>Says what is wrong with a text that begins with a slash, or follows one that does; or null.</summary>
    public static string? FaultOfPointer(string text)
    {
        int tilde = text.IndexOf('~');
        while (tilde >= 0)
        {
            if (tilde + 1 == text.Length || text[tilde + 1] is not ('0' or '1'))
                return At(text, tilde, "a ~ must be followed by 0 or 1; write ~0 for a ~ and ~1 for a slash in a name");
            tilde = text.IndexOf('~', tilde + 1);
        }

        return FaultOfSurrogates(text);
    }

    /// <summary>Says that a text has a slash where none may be.</summary>
    public static string FaultOfSlash(string text, int slash) =>
        At(text, slash, "a path with a slash begins with one; write a slash first, or ~1 for a slash in a name");

    /// <summary>Says that a text is not Unicode, or null.</summary>
    public static string? FaultOfSurrogates(string text)
    {
        if (PlainText.IsPlain(text))
            return null;
        for (int at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                at++;
            else if (char.IsSurrogate(text[at]))
                return At(text, at, "half of a surrogate pair is no character; write whole characters");
        }

        return null;
    }

    /// <summary>Makes the exception for a fault.</summary>
    public static HoldfastArgumentException Malformed(string fault) => new(ErrorCode.MalformedPath, fault);

    /// <summary>Gives a name as it stands in a pointer.</summary>
    public static string Escape(string name) => name.AsSpan().IndexOfAny('~', '/') < 0
        ? name
        : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Gives the name that stands in a pointer as a segment.</summary>
    public static string Unescape(string segment) => !segment.Contains('~')
        ? segment
        : segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>Gives a name in UTF-8.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: half of a surrogate pair.</exception>
    public static byte[] ToBytes(string name)
    {
        if (PlainText.IsPlain(name))
            return PlainText.ToBytes(name);
        string? fault = FaultOfSurrogates(name);
        return fault is null ? Encoding.UTF8.GetBytes(name) : throw Malformed(fault);
    }

    /// <summary>Gives the pointer of a text that has no fault.</summary>
    public static string ToPointer(string text) => text.Length == 0 || text[0] == '/' ? text : "/" + Escape(text);

    /// <summary>Reads a text that has no fault.</summary>
    public static ParsedPath Parse(string text)
    {
        if (text.Length == 0)
            return new ParsedPath([]);
        if (text[0] != '/')
            return new ParsedPath([new PathSegment(ToBytes(text))]);
        bool isPlain = PlainText.IsPlain(text);
        string[] parts = text.Split('/');
        PathSegment[] segments = new PathSegment[parts.Length - 1];
        for (int index = 0; index < segments.Length; index++)
        {
            string part = parts[index + 1];
            segments[index] = new PathSegment(isPlain ? PlainText.ToBytes(part) : ToBytes(Unescape(part)));
        }

        return new ParsedPath(segments);
    }

    private static string At(string text, int index, string reason)
    {
        const int MaxShown = 100;
        string shown = text.Length <= MaxShown ? text : text[..MaxShown] + "…";
        string place = (index + 1).ToString(CultureInfo.InvariantCulture);
        return $"The path '{shown}' is wrong at character {place}: {reason}.";
    }
}
