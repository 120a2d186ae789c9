using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Holdfast.Documents.Numbers;
using Holdfast.Errors;

namespace Holdfast.Documents.Json;

/// <summary>Reads JSON text of any length into nodes.</summary>
/// <remarks>
/// Shape. RFC 8259: no comments, no trailing commas, nothing after the value; a byte order mark before it is skipped.
///        Of a name that comes twice the last value counts. Half of a surrogate pair is refused.
/// </remarks>
internal static class JsonParser
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds, DocumentTooLarge.
    /// </exception>
    public static object? Parse(ReadOnlySpan<byte> text, JsonDuplicates? duplicates = null)
    {
        return JsonScalar.TryParse(text, out object? scalar) ? scalar : ParseTokens(text, duplicates);
    }

    // Apart, so that whoever reads scalars only does not load the JSON assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? ParseTokens(ReadOnlySpan<byte> text, JsonDuplicates? duplicates)
    {
        NodeBuilder builder = NodeBuilder.Rent(duplicates);
        try
        {
            Feed(builder, WithoutMark(text), default, isFinal: true, null);
            return builder.Root;
        }
        finally
        {
            builder.Return();
        }
    }

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds, DocumentTooLarge.
    /// </exception>
    public static object? Parse(ReadOnlySpan<char> text, JsonDuplicates? duplicates = null)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            OperationStatus status = Utf8.FromUtf16(
                text, buffer, out _, out int length, replaceInvalidSequences: false);
            if (status == OperationStatus.Done)
                return Parse(buffer.AsSpan(0, length), duplicates);
            throw new JsonPlace().After(buffer.AsSpan(0, length))
                .Fault(ErrorCode.MalformedJson, "half of a surrogate pair is no character; write whole characters.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Where a reader of a text begins.</summary>
    public static JsonReaderState NewState() => new(new JsonReaderOptions
    {
        // One more than allowed, so that the builder sees the container that is too deep and says so.
        MaxDepth = DocumentLimits.MaxDepth + 1,
    });

    /// <summary>Leaves out a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;

    /// <summary>Reads the tokens that are whole in a piece of a text.</summary>
    /// <returns>How many bytes were used; the rest comes again before the next piece.</returns>
    public static int Feed(
        NodeBuilder builder, ReadOnlySpan<byte> piece, JsonPlace place, bool isFinal, JsonReaderStateBox? state)
    {
        Utf8JsonReader reader = new(piece, isFinal, state?.State ?? NewState());
        try
        {
            while (reader.Read())
                Take(builder, ref reader);
        }
        catch (JsonException fault)
        {
            bool isEmpty = reader.TokenType == JsonTokenType.None && piece.Trim(" \t\r\n"u8).IsEmpty;
            throw isEmpty ? JsonFault.Empty(fault) : JsonFault.From(fault);
        }
        catch (JsonTokenException fault)
        {
            throw place.After(piece[..(int)reader.TokenStartIndex]).Fault(fault.Code, fault.Message);
        }

        if (state is not null)
            state.State = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    /// <summary>Takes the token that a reader stands on.</summary>
    /// <exception cref="JsonTokenException">What the reader allows and a document does not.</exception>
    public static void Take(NodeBuilder builder, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when !reader.ValueIsEscaped && Utf8.IsValid(reader.ValueSpan):
                builder.Name(reader.ValueSpan);
                break;
            case JsonTokenType.PropertyName:
                builder.Name(ReadText(ref reader));
                break;
            case JsonTokenType.String:
                builder.Add(ReadText(ref reader));
                break;
            case JsonTokenType.Number:
                builder.Add(NumberText.ToNode(reader.ValueSpan) ?? throw JsonTokenException.OutOfBounds());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                builder.Add(reader.TokenType == JsonTokenType.True ? Literals.True : Literals.False);
                break;
            case JsonTokenType.Null:
                builder.Add(null);
                break;
            default:
                TakeBracket(builder, reader.TokenType);
                break;
        }
    }

    private static void TakeBracket(NodeBuilder builder, JsonTokenType token)
    {
        bool isStart = token is JsonTokenType.StartObject or JsonTokenType.StartArray;
        if (isStart && builder.Depth == DocumentLimits.MaxDepth)
            throw JsonTokenException.TooDeep();
        switch (token)
        {
            case JsonTokenType.StartObject:
                builder.BeginObject();
                break;
            case JsonTokenType.StartArray:
                builder.BeginArray();
                break;
            case JsonTokenType.EndObject:
                builder.EndObject();
                break;
            default:
                builder.EndArray();
                break;
        }
    }

    private static byte[] ReadText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return Utf8.IsValid(reader.ValueSpan) ? reader.ValueSpan.ToArray() : throw JsonTokenException.NotUnicode();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            int length = reader.CopyString(buffer);
            return buffer.AsSpan(0, length).ToArray();
        }
        catch (InvalidOperationException)
        {
            throw JsonTokenException.NotUnicode();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
