using Holdfast.Errors;

namespace Holdfast.Cli.Execution;

/// <summary>A failure as the command line reports it: one line, a code, an exit status. Never a stack trace.</summary>
internal sealed class Failure
{
    /// <summary>From here on codes are those of the features, which say no to a request.</summary>
    private const ErrorCode FirstOfFeatures = (ErrorCode)100;

    private Failure(ErrorCode code, string message, Exception? cause) =>
        (Code, Message, Cause, Exit) = (code, OneLine(message), cause, StatusOf(code));

    public ErrorCode Code { get; }

    public string Message { get; }

    public ExitStatus Exit { get; }

    /// <summary>The exception it was made from; null when there was none.</summary>
    public Exception? Cause { get; }

    public static Failure Of(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Of(only),
        KeptTextException { InnerException: { } cause } kept => Of(cause).With($"your text is kept in {kept.File}"),
        IHoldfastError error => new(error.Code, error.Message, exception),
        UnauthorizedAccessException => new(ErrorCode.PermissionDenied, exception.Message, exception),
        IOException => new(ErrorCode.InputOutput, exception.Message, exception),
        _ => new(
            ErrorCode.Unexpected,
            $"{exception.GetType().Name}: {exception.Message}; this should not happen, please report it",
            exception),
    };

    public static ExitStatus StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.None => ExitStatus.Done,
        ErrorCode.MalformedPath or ErrorCode.MalformedJson or ErrorCode.MalformedPatch or ErrorCode.MalformedFilter
            or ErrorCode.RootNotObject or ErrorCode.TooDeep or ErrorCode.RecordTooLarge or ErrorCode.NumberOutOfBounds
            or ErrorCode.InvalidName or ErrorCode.ReservedName or ErrorCode.BadAddress
            or ErrorCode.Usage or ErrorCode.InvalidMachine or ErrorCode.BadTriggerArgument or ErrorCode.MalformedMessage
            or ErrorCode.KeyRefused or ErrorCode.NotSerializable or ErrorCode.SingletonRecursion
            or ErrorCode.UnknownField
            or ErrorCode.FunctionNotPortable or ErrorCode.ArgumentNotPortable or ErrorCode.StoreNotShared
            => ExitStatus.Usage,
        ErrorCode.DebugFolderUnusable or ErrorCode.ConfigFileUnusable or ErrorCode.ChildFailed => ExitStatus.Unusable,
        < ErrorCode.NotAStore or ErrorCode.ProgramFailed or >= FirstOfFeatures => ExitStatus.No,
        _ => ExitStatus.Unusable,
    };

    private Failure With(string advice) => new(Code, $"{Message}; {advice}", Cause);

    // Messages come from many places, and some quote what a user typed: a line break in one must not look like two
    // failures, and an escape sequence must not reach the terminal.
    private static string OneLine(string message)
    {
        if (!message.AsSpan().ContainsAnyInRange('\0', '\x1f') && !message.AsSpan().ContainsAnyInRange('\x7f', '\x9f'))
            return message.TrimEnd('.');
        return string.Concat(message.Select(character => char.IsControl(character) ? ' ' : character))
            .Trim().TrimEnd('.');
    }
}
