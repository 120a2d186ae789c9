using System.Buffers;
using Holdfast.Documents.Stamps;

namespace Holdfast.Documents.Json;

/// <summary>Reads JSON text from a stream piece by piece; holds no more of it than the longest token needs.</summary>
internal sealed class JsonStreamParser : IDisposable
{
    private const int FirstCapacity = 64 * 1024;

    private readonly NodeBuilder _builder;
    private readonly JsonReaderStateBox _state = new(JsonParser.NewState());
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstCapacity);
    private int _length;
    private JsonPlace _place;
    private bool _isBegun;

    private JsonStreamParser(NodeBuilder builder) => _builder = builder;

    /// <summary>Reads a stream to its end.</summary>
    public static object? Parse(Stream stream, JsonDuplicates? duplicates)
    {
        using JsonStreamParser parser = new(NodeBuilder.Rent(duplicates));
        parser.Read(stream);
        return parser._builder.Root;
    }

    /// <summary>Reads a stream to its end, all nodes stamped.</summary>
    public static (object? Root, long Revision) ParseStamped(Stream stream, IStampSource stamps)
    {
        using JsonStreamParser parser = new(NodeBuilder.Rent(null, stamps));
        parser.Read(stream);
        return (parser._builder.Root, parser._builder.Revision);
    }

    /// <summary>Reads a stream to its end.</summary>
    public static async ValueTask<object?> ParseAsync(
        Stream stream, JsonDuplicates? duplicates, CancellationToken token)
    {
        using JsonStreamParser parser = new(NodeBuilder.Rent(duplicates));
        while (!parser.Take(await stream.ReadAsync(parser.Room(), token).ConfigureAwait(false)))
        {
        }

        return parser._builder.Root;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _builder.Return();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Read(Stream stream)
    {
        while (!Take(stream.Read(Room().Span)))
        {
        }
    }

    private Memory<byte> Room()
    {
        if (_length == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }

    /// <summary>Takes what was read into the room; true at the end of the stream.</summary>
    private bool Take(int read)
    {
        _length += read;
        bool isFinal = read == 0;
        if (!_isBegun && !isFinal && _length < 3)
            return false;
        int skipped = _isBegun ? 0 : _length - JsonParser.WithoutMark(_buffer.AsSpan(0, _length)).Length;
        _isBegun = true;
        Span<byte> piece = _buffer.AsSpan(skipped, _length - skipped);
        int used = JsonParser.Feed(_builder, piece, _place, isFinal, _state);
        _place = _place.After(piece[..used]);
        _length = piece.Length - used;
        piece[used..].CopyTo(_buffer);
        return isFinal;
    }
}
