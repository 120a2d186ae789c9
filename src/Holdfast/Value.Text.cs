using System.Buffers;
using System.Text;
using System.Text.Json;
using Holdfast.Documents;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast;

/// <content>JSON text in and out.</content>
public readonly partial struct Value
{
    /// <summary>Reads a JSON text.</summary>
    /// <remarks>Shape. RFC 8259; of a name that comes twice in an object the last value counts.</remarks>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds or DocumentTooLarge, with line and column.
    /// </exception>
    public static Value Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new Value(JsonParser.Parse(json.AsSpan()));
    }

    /// <summary>Reads a JSON text in UTF-8.</summary>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds or DocumentTooLarge, with line and column.
    /// </exception>
    public static Value Parse(ReadOnlySpan<byte> utf8) => new(JsonParser.Parse(utf8));

    /// <summary>Reads a JSON text; false when it is not one.</summary>
    public static bool TryParse(string? json, out Value value)
    {
        value = default;
        if (json is null)
            return false;
        try
        {
            value = Parse(json);
            return true;
        }
        catch (HoldfastFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads a JSON text in UTF-8 from a stream, to its end.</summary>
    /// <remarks>Cost. Holds the values and a piece of the text, never the whole text.</remarks>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds or DocumentTooLarge, with line and column.
    /// </exception>
    public static Value Parse(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return new Value(JsonStreamParser.Parse(utf8, null));
    }

    /// <summary>Reads a JSON text in UTF-8 from a stream, to its end.</summary>
    /// <remarks>Cost. Holds the values and a piece of the text, never the whole text.</remarks>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds or DocumentTooLarge, with line and column.
    /// </exception>
    public static async ValueTask<Value> ParseAsync(Stream utf8, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return new Value(await JsonStreamParser.ParseAsync(utf8, null, token).ConfigureAwait(false));
    }

    /// <summary>Reads a JSON text in UTF-8 to its end, and tells which names come twice in one object.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="duplicates">Their paths, the first hundred; the last value of each counts.</param>
    /// <exception cref="HoldfastFormatException">
    /// MalformedJson, TooDeep, NumberOutOfBounds or DocumentTooLarge, with line and column.
    /// </exception>
    public static Value Parse(Stream utf8, out IReadOnlyList<StatePath> duplicates)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        JsonDuplicates found = new();
        Value value = Parse(utf8, found);
        duplicates = found.Paths;
        return value;
    }

    /// <summary>Gives the compact JSON text.</summary>
    public override string ToString()
    {
        ArrayBufferWriter<byte> output = new();
        WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Gives the JSON text.</summary>
    public string ToString(JsonStyle style)
    {
        ArrayBufferWriter<byte> output = new();
        WriteTo(output, style);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes the JSON text in UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> output, JsonStyle style = JsonStyle.Compact)
    {
        ArgumentNullException.ThrowIfNull(output);
        JsonTextWriter.Write(Node, output, style);
    }

    /// <summary>Writes the JSON text in UTF-8.</summary>
    public void WriteTo(Stream output, JsonStyle style = JsonStyle.Compact)
    {
        ArgumentNullException.ThrowIfNull(output);
        using StreamBuffer buffer = new(output);
        JsonTextWriter.Write(Node, buffer, style);
        buffer.Flush();
    }

    /// <summary>Writes the value where a writer stands.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ValueConverter.WriteNode(writer, Node);
    }

    internal static Value Parse(ReadOnlySpan<byte> utf8, JsonDuplicates duplicates) =>
        new(JsonParser.Parse(utf8, duplicates));

    internal static Value Parse(Stream utf8, JsonDuplicates duplicates) =>
        new(JsonStreamParser.Parse(utf8, duplicates));
}
