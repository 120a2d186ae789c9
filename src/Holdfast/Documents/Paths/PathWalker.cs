using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Paths;

/// <summary>Goes through the segments of a path, as text or parsed, without allocating.</summary>
internal ref struct PathWalker
{
    /// <summary>Bytes of buffer that a caller gives; a longer text is allocated.</summary>
    public const int BufferLength = 256;

    /// <summary>Bytes of UTF-8 that one UTF-16 unit can become.</summary>
    private const int MaxBytesPerUnit = 3;

    private readonly PathSegment[]? _segments;
    private readonly bool _isBare;
    private Span<byte> _rest;
    private bool _hasMore;
    private int _position;
    private ReadOnlySpan<byte> _name;

    /// <summary>Bytes of JSON text that one byte of a name can become: that of a control character.</summary>
    private const long MaxBytesPerByte = 6;

    /// <summary>Quotes, colon and comma or braces of one name.</summary>
    private const long BytesPerName = 6;

    /// <summary>Stands before the first segment.</summary>
    public PathWalker(StatePath path, Span<byte> buffer)
    {
        if (path.Node is string text)
        {
            _hasMore = text.Length > 0;
            _isBare = _hasMore && text[0] != '/';
            _rest = Decode(_hasMore && !_isBare ? text.AsSpan(1) : text, buffer);
        }
        else if (path.Node is not null)
        {
            _segments = Unsafe.As<ParsedPath>(path.Node).Segments;
            _hasMore = _segments.Length > 0;
        }
    }

    /// <summary>How many segments were passed, the current one included.</summary>
    public readonly int Position => _position;

    /// <summary>The name of the current segment.</summary>
    public readonly ReadOnlySpan<byte> Name => _name;

    /// <summary>
    /// Objects in each other that have the rest of the path as their names are no larger than this, as JSON text.
    /// </summary>
    public readonly long MostBytes
    {
        get
        {
            // Of a text each name has a slash, but the first.
            if (_segments is null) return (_rest.Length + 1) * MaxBytesPerByte;
            long most = 0;
            foreach (PathSegment segment in _segments.AsSpan(_position))
                most += segment.Name.Length * MaxBytesPerByte + BytesPerName;
            return most;
        }
    }

    /// <summary>Whether no segment follows the current one.</summary>
    public readonly bool IsLast => !_hasMore;

    /// <summary>The hash of the current name.</summary>
    public readonly int Hash => _segments is null ? KeyHash.Of(_name) : _segments[_position - 1].Hash;

    /// <summary>The current name as an index of an array.</summary>
    public readonly int Index => _segments is null ? ArrayIndex.Parse(_name) : _segments[_position - 1].Index;

    /// <summary>Gives the current name as an array that may be kept.</summary>
    public readonly byte[] KeepName() => _segments is null ? _name.ToArray() : _segments[_position - 1].Name;

    /// <summary>Goes to the next segment; false at the end.</summary>
    public bool MoveNext()
    {
        if (!_hasMore)
            return false;
        if (_segments is not null)
        {
            _name = _segments[_position++].Name;
            _hasMore = _position < _segments.Length;
            return true;
        }

        _position++;
        int slash = _isBare ? -1 : _rest.IndexOf((byte)'/');
        _hasMore = slash >= 0;
        Span<byte> segment = _hasMore ? _rest[..slash] : _rest;
        _rest = _hasMore ? _rest[(slash + 1)..] : default;
        _name = _isBare ? segment : Unescape(segment);
        return true;
    }

    private static Span<byte> Decode(ReadOnlySpan<char> text, Span<byte> buffer)
    {
        if (text.Length <= buffer.Length && Ascii.FromUtf16(text, buffer, out int written) == OperationStatus.Done)
            return buffer[..written];
        buffer = text.Length * MaxBytesPerUnit <= buffer.Length ? buffer : new byte[text.Length * MaxBytesPerUnit];
        Utf8.FromUtf16(text, buffer, out int read, out written, replaceInvalidSequences: false);
        Debug.Assert(read == text.Length, "A StatePath holds only Unicode.");
        return buffer[..written];
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
