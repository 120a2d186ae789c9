using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast;

/// <summary>Names a place in a document: a JSON Pointer.</summary>
/// <remarks>
/// Shape.   The empty text is the whole document. A text without a slash is the member of that name, as it stands.
///          A text with a slash begins with one; in it, <c>~0</c> is a tilde and <c>~1</c> a slash in a name.
///          Interpolated, <c>$"/orders/{id}"</c>, each hole is part of one name, whatever characters it has.
///          Two paths are equal when they name the same place.
/// Threads. Immutable, but for the methods that the compiler calls for an interpolated text.
/// Cost.    A text is checked when it becomes a path, and read when it is followed, without allocating.
///          <see cref="Parse"/> reads it once, for paths that are followed often.
/// Source.  RFC 6901.
/// </remarks>
[InterpolatedStringHandler]
public partial struct StatePath : IEquatable<StatePath>
{
    /// <summary>Null for the root, a <see cref="string"/> without fault, or a <see cref="ParsedPath"/>.</summary>
    private object? _node;

    private StatePath(object? node) => _node = node;

    /// <summary>The whole document.</summary>
    public static StatePath Root => default;

    /// <summary>How many names the path has; 0 for the root.</summary>
    public readonly int Count => _node switch
    {
        null => 0,
        string text => text.Length == 0 ? 0 : text[0] == '/' ? text.AsSpan().Count('/') : 1,
        _ => ((ParsedPath)_node).Segments.Length,
    };

    /// <summary>Whether this is the whole document.</summary>
    public readonly bool IsRoot => Count == 0;

    /// <summary>The last name; the empty text for the root.</summary>
    public readonly string Name => IsRoot ? "" : this[Count - 1];

    /// <summary>Whether a name is a dash, which means the end of an array, and a member of an object.</summary>
    internal readonly bool HasDash => _node is string text
        ? text.EndsWith("/-", StringComparison.Ordinal) || text.Contains("/-/", StringComparison.Ordinal)
        : Array.Exists(Segments, segment => segment.Index == ArrayIndex.End);

    /// <summary>The path without its last name; the root for the root.</summary>
    public readonly StatePath Parent
    {
        get
        {
            PathSegment[] segments = Segments;
            return segments.Length <= 1 ? default : new StatePath(new ParsedPath(segments[..^1]));
        }
    }

    internal readonly object? Node => _node;

    internal readonly PathSegment[] Segments => _node switch
    {
        null => [],
        string text => PathText.Parse(text).Segments,
        _ => ((ParsedPath)_node).Segments,
    };

    /// <summary>The name at a position from the root down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not below <see cref="Count"/>.</exception>
    public readonly string this[int index]
    {
        get
        {
            PathSegment[] segments = Segments;
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, segments.Length);
            return Encoding.UTF8.GetString(segments[index].Name);
        }
    }

    /// <summary>Takes a text as a path.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath, with the place.</exception>
    public static implicit operator StatePath(string path) => FromString(path);

    /// <summary>Gives the path of a member.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: the name has half of a surrogate pair.</exception>
    public static StatePath operator /(StatePath path, string name) => path.Child(name);

    /// <summary>Gives the path of an item.</summary>
    public static StatePath operator /(StatePath path, int index) => path.Child(index);

    /// <summary>Tells whether two paths name the same place.</summary>
    public static bool operator ==(StatePath left, StatePath right) => left.Equals(right);

    /// <summary>Tells whether two paths name different places.</summary>
    public static bool operator !=(StatePath left, StatePath right) => !left.Equals(right);

    /// <summary>Takes a text as a path.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath, with the place.</exception>
    public static StatePath FromString(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string? fault = PathText.FaultOf(path);
        return fault is null ? new StatePath(path) : throw PathText.Malformed(fault);
    }

    /// <summary>Reads a text as a path that is followed often: its names are made ready once.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath, with the place.</exception>
    public static StatePath Parse(string path) => new(PathText.Parse((string)FromString(path)._node!));

    /// <summary>Reads a text as <see cref="Parse"/> does; false when it is malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StatePath path)
    {
        bool isPath = text is not null && PathText.FaultOf(text) is null;
        path = isPath ? new StatePath(PathText.Parse(text!)) : default;
        return isPath;
    }

    /// <summary>Gives the path of a member.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: the name has half of a surrogate pair.</exception>
    public readonly StatePath Child(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Child(PathText.ToBytes(name));
    }

    /// <summary>Gives the path of an item.</summary>
    public readonly StatePath Child(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        byte[] name = new byte[11];
        System.Buffers.Text.Utf8Formatter.TryFormat(index, name, out int length);
        return Child(name[..length]);
    }

    /// <summary>Gives the path that goes on with another from where this one ends.</summary>
    public readonly StatePath Concat(StatePath other)
    {
        if (IsRoot)
            return other;
        return other.IsRoot ? this : new StatePath(new ParsedPath([.. Segments, .. other.Segments]));
    }

    /// <summary>Tells whether this path is the other one, or leads to something inside it.</summary>
    public readonly bool StartsWith(StatePath other)
    {
        if (_node is ParsedPath path && other._node is ParsedPath begin)
            return path.StartsWith(begin);
        string text = ToString();
        string start = other.ToString();
        return text.StartsWith(start, StringComparison.Ordinal)
            && (text.Length == start.Length || text[start.Length] == '/');
    }

    /// <inheritdoc/>
    public readonly bool Equals(StatePath other) => ReferenceEquals(_node, other._node)
        || (_node is ParsedPath one && other._node is ParsedPath two
            ? one.Segments.Length == two.Segments.Length && one.StartsWith(two)
            : string.Equals(ToString(), other.ToString(), StringComparison.Ordinal));

    /// <inheritdoc/>
    public override readonly bool Equals([NotNullWhen(true)] object? obj) => obj is StatePath other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Gives the JSON Pointer.</summary>
    public override readonly string ToString() => _node switch
    {
        null => "",
        string text => PathText.ToPointer(text),
        _ => ((ParsedPath)_node).Text,
    };

    internal static StatePath Of(ParsedPath path) => new((object)path);

    internal readonly StatePath Child(byte[] name) =>
        new(new ParsedPath([.. Segments, new PathSegment(name)]));
}
