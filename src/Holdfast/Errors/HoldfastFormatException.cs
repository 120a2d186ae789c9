namespace Holdfast.Errors;

/// <summary>Reports a text that is malformed (JSON, a patch, a filter) and says where.</summary>
public sealed class HoldfastFormatException : FormatException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    public HoldfastFormatException(ErrorCode code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <inheritdoc/>
    public ErrorCode Code { get; }

    /// <summary>The line of the fault, from 1; null where lines do not apply.</summary>
    public long? Line { get; init; }

    /// <summary>The byte (of a filter: the UTF-16 character) within the line, from 1; null without lines.</summary>
    public long? Column { get; init; }

    /// <summary>The index of the patch operation at fault, from 0; null outside a patch.</summary>
    public int? Operation { get; init; }
}
