using System.Globalization;
using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Documents.Json;

/// <summary>Makes the exceptions that say where a JSON text is wrong.</summary>
internal static class JsonFault
{
    /// <summary>Makes the exception for a fault at a line and a byte in it, both from 1.</summary>
    public static HoldfastFormatException At(
        ErrorCode code, string fact, long line, long column, Exception? cause = null)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");
        return new HoldfastFormatException(code, $"The JSON text is wrong at {place}: {fact}", cause)
        {
            Line = line,
            Column = column,
        };
    }

    /// <summary>Makes the exception for a text without any value.</summary>
    public static HoldfastFormatException Empty(JsonException cause) => new(
        ErrorCode.MalformedJson, "The JSON text is empty; give one value, such as {}.", cause)
    {
        Line = (cause.LineNumber ?? 0) + 1,
        Column = (cause.BytePositionInLine ?? 0) + 1,
    };

    /// <summary>Turns what the reader of System.Text.Json says.</summary>
    public static HoldfastFormatException From(JsonException fault) => At(
        ErrorCode.MalformedJson,
        WithoutPlace(fault.Message),
        (fault.LineNumber ?? 0) + 1,
        (fault.BytePositionInLine ?? 0) + 1,
        fault);

    private static string WithoutPlace(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
