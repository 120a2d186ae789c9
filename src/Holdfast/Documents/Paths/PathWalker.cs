using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Paths;

/// <summary>Goes through the segments of a path, as text or parsed, without allocating.</summary>
internal ref struct PathWalker
{
    /// <summary>Bytes of buffer that a caller gives; a longer name of a text path is allocated.</summary>
    public const int BufferLength = 128;

    private readonly Span<byte> _buffer;
    private readonly PathSegment[]? _segments;
    private ReadOnlySpan<char> _rest;
    private bool _hasMore;

    /// <summary>Stands before the first segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PathWalker(StatePath path, Span<byte> buffer)
    {
        _buffer = buffer;
        if (path.Node is string text)
        {
            _hasMore = text.Length > 0;
            _rest = _hasMore && text[0] == '/' ? text.AsSpan(1) : text;
            IsBare = _hasMore && text[0] != '/';
        }
        else if (path.Node is not null)
        {
            _segments = Unsafe.As<ParsedPath>(path.Node).Segments;
            _hasMore = _segments.Length > 0;
        }
    }

    /// <summary>How many segments were passed, the current one included.</summary>
    public int Position { get; private set; }

    /// <summary>The name of the current segment.</summary>
    public ReadOnlySpan<byte> Name { readonly get; private set; }

    /// <summary>Whether no segment follows the current one.</summary>
    public readonly bool IsLast => !_hasMore;

    /// <summary>The hash of the current name.</summary>
    public readonly int Hash => _segments is null ? KeyHash.Of(Name) : _segments[Position - 1].Hash;

    /// <summary>The current name as an index of an array.</summary>
    public readonly int Index => _segments is null ? ArrayIndex.Parse(Name) : _segments[Position - 1].Index;

    private bool IsBare { get; }

    /// <summary>Gives the current name as an array that may be kept.</summary>
    public readonly byte[] KeepName() => _segments is null ? Name.ToArray() : _segments[Position - 1].Name;

    /// <summary>Goes to the next segment; false at the end.</summary>
    public bool MoveNext()
    {
        if (!_hasMore)
            return false;
        if (_segments is not null)
        {
            Name = _segments[Position++].Name;
            _hasMore = Position < _segments.Length;
            return true;
        }

        Position++;
        int slash = IsBare ? -1 : _rest.IndexOf('/');
        ReadOnlySpan<char> segment = slash < 0 ? _rest : _rest[..slash];
        _hasMore = slash >= 0;
        _rest = slash < 0 ? default : _rest[(slash + 1)..];
        Name = Decode(segment);
        return true;
    }

    private readonly ReadOnlySpan<byte> Decode(ReadOnlySpan<char> segment)
    {
        Span<byte> buffer = segment.Length * 3 <= _buffer.Length ? _buffer : new byte[segment.Length * 3];
        Utf8.FromUtf16(segment, buffer, out int read, out int written, replaceInvalidSequences: false);
        Debug.Assert(read == segment.Length, "A StatePath holds only Unicode.");
        Span<byte> name = buffer[..written];
        return IsBare ? name : Unescape(name);
    }

    private static Span<byte> Unescape(Span<byte> name)
    {
        int from = name.IndexOf((byte)'~');
        if (from < 0)
            return name;
        int to = from;
        for (; from < name.Length; from++, to++)
            name[to] = name[from] == '~' ? (name[++from] == '0' ? (byte)'~' : (byte)'/') : name[from];
        return name[..to];
    }
}
