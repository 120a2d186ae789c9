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
    public static Exception Of(Rejection rejection, StatePath section)
    {
        string path = rejection.Path.Skip(section.Count).ToString();
        return rejection switch
        {
            { Code: ErrorCode.PathNotFound, Asked: { } asked } =>
                new PathNotFoundException(rejection.Code, Missing(rejection, asked, section, path)) { Path = path },
            { Code: ErrorCode.WrongKind, Found: { } found } =>
                Refused(rejection.Code, path, Unfit(rejection.Asked, found, path)),
            _ => Of(rejection.Code, path),
        };
    }

    /// <summary>Gives the exception of a conversion, with the path of what was converted.</summary>
    public static HoldfastOperationException At(StatePath path, HoldfastOperationException fault) =>
        new(fault.Code, $"At '{path}': {fault.Message}", fault.InnerException ?? fault) { Path = path.ToString() };

    /// <inheritdoc cref="At(StatePath, HoldfastOperationException)"/>
    public static HoldfastArgumentException At(StatePath path, HoldfastArgumentException fault) =>
        new(fault.Code, $"At '{path}': {fault.Message}", fault.InnerException ?? fault);

    /// <summary>Gives an exception with the index of the operation of a patch that cannot be done.</summary>
    public static Exception AtStep(int index, Exception fault)
    {
        string message = $"Operation {index} of the patch: {fault.Message}";
        return fault switch
        {
            PathNotFoundException missing =>
                new PathNotFoundException(missing.Code, message) { Operation = index, Path = missing.Path },
            HoldfastOperationException refused =>
                new HoldfastOperationException(refused.Code, message) { Operation = index, Path = refused.Path },
            HoldfastArgumentException wrong => new HoldfastArgumentException(wrong.Code, message),
            _ => fault,
        };
    }

    /// <summary>Gives the exception of an edit that cannot be done.</summary>
    public static Exception Of(ErrorCode code, string path) => code switch
    {
        ErrorCode.PathNotFound => new PathNotFoundException(
            code, $"Nothing is at '{path}'; set it first, or ask with TryGet.")
        {
            Path = path,
        },
        ErrorCode.ThroughScalar => Refused(
            code, path, $"'{path}' leads through a value that has no members; set or remove that value first."),
        ErrorCode.BadIndex => Refused(
            code, path, $"'{path}' is not an index of its array; use 0 up to its count, or '-' for its end."),
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
        ErrorCode.WrongKind => Refused(
            code, path, $"The value at '{path}', or what is given with it, is of another kind; look at both."),
        ErrorCode.TestFailed =>
            Refused(code, path, $"The value at '{path}' is not the expected one; read it again."),
        ErrorCode.MalformedPatch =>
            Refused(code, path, $"A value cannot be moved into itself at '{path}'; copy it instead."),
        _ => Refused(code, path, $"The change at '{path}' is not possible ({code.ToText()})."),
    };

    /// <summary>Says what is missing, and for what, in words that fit a call, a patch and a command.</summary>
    private static string Missing(Rejection rejection, OperationKind asked, StatePath section, string path)
    {
        string missing = rejection.Missing.Skip(Math.Min(section.Count, rejection.Missing.Count)).ToString();
        string verb = asked switch
        {
            OperationKind.Remove => "removed",
            OperationKind.Replace => "replaced",
            OperationKind.Move or OperationKind.Copy when missing != path => "moved or copied",
            _ => "",
        };
        return verb.Length > 0
            ? $"Nothing is at '{missing}' that could be {verb}; look what is there, and correct the path."
            : $"Nothing is at '{missing}', so nothing can be added at '{path}'; add that first, or correct the path.";
    }

    private static string Unfit(OperationKind? asked, string found, string path) => asked == OperationKind.Append
        ? $"What is at '{path}' is {found}, not an array that takes items; set it to an array, or use another path."
        : $"What is at '{path}' is {found}, not a number to add to; set it to a number, or use another path.";

    private static HoldfastOperationException Refused(ErrorCode code, string path, string message) =>
        new(code, message) { Path = path };

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
        HoldfastOperationException refused => new HoldfastOperationException(refused.Code, refused.Message, refused)
        {
            Operation = refused.Operation,
            Path = refused.Path,
        },
        _ => ExceptionDispatchInfo.SetCurrentStackTrace(new InvalidOperationException(fault.Message, fault)),
    };
}
