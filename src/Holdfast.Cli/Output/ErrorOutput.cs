using System.Text;
using Holdfast.Cli.Execution;
using Holdfast.Errors;

namespace Holdfast.Cli.Output;

/// <summary>Writes to standard error: failures, warnings, notes. One line each.</summary>
internal static class ErrorOutput
{
    public static void Fail(Host host, Failure failure, bool isJson, int verbosity)
    {
        if (isJson) WriteObject(host, failure);
        else WriteLine(host, $"holdfast: {failure.Code.ToText()}: {failure.Message}");
        if (verbosity < 3) return;
        for (Exception? cause = failure.Cause?.InnerException; cause is not null; cause = cause.InnerException)
            WriteLine(host, $"holdfast: because: {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
    }

    /// <summary>Says something that is no failure.</summary>
    public static void Note(Host host, string text) => WriteLine(host, "holdfast: " + text);

    /// <summary>Writes <c>{"error":{"code":…,"message":…},"exit":N}</c>.</summary>
    public static void WriteObject(Answers answers, Failure failure)
    {
        JsonObject line = answers.BeginObject();
        JsonObject error = new JsonObject(line.Name("error"u8))
            .Value("code"u8, failure.Code.ToText())
            .Value("message"u8, failure.Message);
        WriteFacts(error, failure.Cause);
        error.End();
        line.Number("exit"u8, (int)failure.Exit).EndLine();
    }

    private static void WriteFacts(JsonObject error, Exception? cause)
    {
        switch (cause)
        {
            case HoldfastFormatException malformed:
                NumberIfAny(error, "line"u8, malformed.Line);
                NumberIfAny(error, "column"u8, malformed.Column);
                NumberIfAny(error, "operation"u8, malformed.Operation);
                break;
            case HoldfastOperationException refused:
                NumberIfAny(error, "operation"u8, refused.Operation);
                break;
            case PathNotFoundException missing:
                NumberIfAny(error, "operation"u8, missing.Operation);
                break;
            case HoldfastException fault:
                if (fault.File is { } file) error.Value("file"u8, file);
                NumberIfAny(error, "position"u8, fault.Position);
                NumberIfAny(error, "errno"u8, fault.Errno);
                break;
        }
    }

    private static void NumberIfAny(JsonObject error, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } some) error.Number(name, some);
    }

    private static void WriteObject(Host host, Failure failure)
    {
        Answers answers = new(host.Error);
        WriteObject(answers, failure);
        Flush(answers);
    }

    private static void WriteLine(Host host, string line)
    {
        Answers answers = new(host.Error);
        answers.Line(line);
        Flush(answers);
    }

    // Nobody may be left to tell that standard error itself cannot be written.
    private static void Flush(Answers answers)
    {
        try
        {
            answers.Flush();
        }
        catch (IOException)
        {
            return;
        }
    }
}
