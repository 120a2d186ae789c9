using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Runs one line of a batch and answers it with one JSON line, whatever happens.</summary>
internal static class BatchLine
{
    public static void Answer(Session session, byte[] line)
    {
        using MemoryStream bytes = new();
        Answers answers = new(bytes);
        try
        {
            Run(session, InputLines.ToText(line), answers);
        }
        catch (Exception exception) when (exception is not ClosedPipeException and not InterruptedException)
        {
            ErrorOutput.WriteObject(session.Answers, Failure.Of(exception));
            return;
        }

        answers.Flush();
        Pass(answers, bytes.GetBuffer().AsSpan(0, (int)bytes.Length), session.Answers);
    }

    private static void Run(Session outer, string line, Answers answers)
    {
        (Command command, Arguments arguments) = Parse(line, outer.Host);
        if (command.FindUnfit(arguments) is { } unfit)
            throw Wrong.Usage($"'{unfit}' cannot be a line of a batch; run it by itself");
        Settings settings = Settings.From(arguments, outer.Host.Variable, outer.Settings) with { IsJson = true };
        Work work = command.Prepare(arguments, new Inputs(outer.Host, allowsStandardInput: false));
        work(new Session(outer.Host, settings, outer.Stores, answers));
    }

    private static ParsedLine Parse(string line, Host host)
    {
        using MemoryStream help = new();
        Host silent = new(help, help, static () => Stream.Null) { Variable = host.Variable };
        return LineParser.Parse(ShellWords.Split(line), silent)
            ?? throw Wrong.Usage("help and the version are no answers in a batch; ask for them by themselves");
    }

    // What is several lines by itself, such as a log, is one array here; so is what may be several, and happens to be
    // one or none. Whoever counts answers must find one per line, whatever a command prints.
    private static void Pass(Answers answers, ReadOnlySpan<byte> lines, Answers target)
    {
        if (!answers.IsSequence && answers.Lines == 1)
        {
            target.Raw(lines);
            return;
        }

        target.Raw("["u8);
        bool isFirst = true;
        foreach (Range range in lines.TrimEnd((byte)'\n').Split((byte)'\n'))
        {
            if (lines.Length == 0) break;
            if (!isFirst) target.Raw(","u8);
            target.Raw(lines[range]);
            isFirst = false;
        }

        target.Raw("]"u8);
        target.EndLine();
    }
}
