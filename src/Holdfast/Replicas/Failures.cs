using System.Runtime.ExceptionServices;
using Holdfast.Commits;
using Holdfast.Errors;

namespace Holdfast.Replicas;

/// <summary>Turns rejections into the exceptions that callers see.</summary>
internal static class Failures
{
    /// <summary>Gives the exception of a rejection that is not a conflict.</summary>
    /// <param name="rejection">Why.</param>
    /// <param name="section">The section of the caller, who sees paths from there on.</param>
    public static Exception Of(Rejection rejection, StatePath section) =>
        Of(rejection.Code, rejection.Path.Skip(section.Count).ToString());

    /// <summary>Gives the exception of a conversion, with the path of what was converted.</summary>
    public static HoldfastOperationException At(StatePath path, HoldfastOperationException fault) =>
        new(fault.Code, $"At '{path}': {fault.Message}", fault.InnerException ?? fault);

    /// <summary>Gives the exception of an edit that cannot be done.</summary>
    public static Exception Of(ErrorCode code, string path) => code switch
    {
        ErrorCode.PathNotFound =>
            new PathNotFoundException(code, $"Nothing is at '{path}'; set it first, or ask with TryGet."),
        ErrorCode.ThroughScalar => new HoldfastOperationException(
            code, $"'{path}' leads through a value that has no members; set or remove that value first."),
        ErrorCode.BadIndex => new HoldfastOperationException(
            code, $"'{path}' is not an index of its array; use 0 up to its count, or '-' for its end."),
        ErrorCode.RootNotObject => new HoldfastArgumentException(
            code, "The root of a document must be an object; set a member of it instead."),
        ErrorCode.TooDeep => new HoldfastArgumentException(
            code,
            $"The value would stand deeper than {Documents.DocumentLimits.MaxDepth} levels at '{path}'; "
                + "make it flatter."),
        ErrorCode.DocumentTooLarge => new HoldfastArgumentException(
            code,
            $"The document would grow beyond {Documents.DocumentLimits.MaxDocumentBytes} bytes at '{path}'; "
                + "remove something first."),
        ErrorCode.RecordTooLarge => new HoldfastArgumentException(
            code,
            $"One commit may hold {Documents.DocumentLimits.MaxRecordBytes} bytes, passed at '{path}'; "
                + "make several commits."),
        ErrorCode.NumberOutOfBounds => new HoldfastArgumentException(
            code,
            $"The number at '{path}' would have more than {Documents.DocumentLimits.MaxDigits} digits or too large an "
                + "exponent; use a smaller one."),
        ErrorCode.WrongKind => new HoldfastOperationException(
            code,
            $"The value at '{path}' is of another kind; Add needs a number, Append an array: "
                + "look at it with Get first."),
        ErrorCode.TestFailed =>
            new HoldfastOperationException(code, $"The value at '{path}' is not the expected one; read it again."),
        ErrorCode.MalformedPatch =>
            new HoldfastOperationException(code, $"A value cannot be moved into itself at '{path}'; copy it instead."),
        _ => new HoldfastOperationException(code, $"The change at '{path}' is not possible ({code.ToText()})."),
    };

    /// <summary>Gives an exception that may be thrown once more, by another thread, with its own stack.</summary>
    public static Exception Again(Exception fault) => fault switch
    {
        HoldfastException known => new HoldfastException(known.Code, known.Message, known)
        {
            File = known.File,
            Position = known.Position,
            Errno = known.Errno,
        },
        HoldfastArgumentException wrong => new HoldfastArgumentException(wrong.Code, wrong.Message, wrong),
        HoldfastTimeoutException late => new HoldfastTimeoutException(late.Code, late.Message, late),
        OperationCanceledException cancelled =>
            new OperationCanceledException(cancelled.Message, cancelled, cancelled.CancellationToken),
        ObjectDisposedException closed => new ObjectDisposedException(closed.Message, closed),
        HoldfastOperationException refused => new HoldfastOperationException(refused.Code, refused.Message, refused),
        _ => ExceptionDispatchInfo.SetCurrentStackTrace(new InvalidOperationException(fault.Message, fault)),
    };
}
