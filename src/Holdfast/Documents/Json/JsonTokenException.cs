using Holdfast.Errors;

namespace Holdfast.Documents.Json;

/// <summary>Carries what is wrong with a token to where its place is known; never leaves this folder.</summary>
internal sealed class JsonTokenException(ErrorCode code, string fact) : Exception(fact)
{
    /// <summary>Which failure this is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Says that a container is too deep.</summary>
    public static JsonTokenException TooDeep() => new(
        ErrorCode.TooDeep,
        $"more than {DocumentLimits.MaxDepth} arrays and objects inside each other; make it flatter.");

    /// <summary>Says that a container is too large.</summary>
    public static JsonTokenException TooLarge() => new(
        ErrorCode.DocumentTooLarge,
        $"more than {DocumentLimits.MaxDocumentBytes} bytes of JSON text; split it over several namespaces.");

    /// <summary>Says that a number is out of bounds.</summary>
    public static JsonTokenException OutOfBounds() => new(
        ErrorCode.NumberOutOfBounds,
        $"a number has more than {DocumentLimits.MaxDigits} digits or an exponent beyond ±{DocumentLimits.MaxExponent};"
        + " write it as a string.");

    /// <summary>Says that a text is not Unicode.</summary>
    public static JsonTokenException NotUnicode() => new(
        ErrorCode.MalformedJson, "a string is not Unicode (half of a surrogate pair, or bytes that are not UTF-8).");
}
