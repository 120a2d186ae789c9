using Holdfast.Errors;

namespace Holdfast.Documents.Json;

/// <summary>A place in a text: lines and bytes of the line before it.</summary>
internal readonly record struct JsonPlace(long Lines, long Bytes)
{
    /// <summary>Gives the place after more text.</summary>
    public JsonPlace After(ReadOnlySpan<byte> text)
    {
        int last = text.LastIndexOf((byte)'\n');
        return last < 0
            ? this with { Bytes = Bytes + text.Length }
            : new JsonPlace(Lines + text.Count((byte)'\n'), text.Length - last - 1);
    }

    /// <summary>Makes the exception for a fault at this place.</summary>
    public HoldfastFormatException Fault(ErrorCode code, string fact) => JsonFault.At(code, fact, Lines + 1, Bytes + 1);
}
