using System.Globalization;

namespace Holdfast.Errors;

/// <summary>Turns error codes into their printed form.</summary>
public static class ErrorCodes
{
    /// <summary>Gives the printed form of a code.</summary>
    /// <remarks>Shape. <c>HF</c> and four digits, as <c>HF0004</c>.</remarks>
    public static string ToText(this ErrorCode code) => "HF" + ((int)code).ToString("D4", CultureInfo.InvariantCulture);
}
