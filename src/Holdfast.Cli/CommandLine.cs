using Holdfast.Cli.Commands;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli;

/// <summary>Runs one command line from its words to its exit status.</summary>
/// <remarks>
/// Steps. Parse; check all arguments; only then open the store and work; report a failure as one line. The store is
/// closed before the status is known, so that a flush that fails is not told as success.
/// </remarks>
internal static class CommandLine
{
    public static int Run(IReadOnlyList<string> words, Host host)
    {
        Settings? settings = null;
        Answers answers = new(host.Output);
        try
        {
            ForeignWords.ThrowIfAny(words, host);
            if (LineParser.Parse(words, host) is not var (command, arguments)) return (int)ExitStatus.Done;
            settings = Settings.From(arguments, host.Variable);
            Work work = command.Prepare(arguments, new Inputs(host, allowsStandardInput: true));
            return (int)Run(work, host, settings, answers);
        }
        catch (ClosedPipeException)
        {
            return (int)ExitStatus.Done;
        }
        catch (InterruptedException interrupted)
        {
            return (int)interrupted.Status;
        }
        catch (Exception exception)
        {
            return Report(exception, host, settings, words);
        }
    }

    private static ExitStatus Run(Work work, Host host, Settings settings, Answers answers)
    {
        using OpenStores stores = new(host);
        try
        {
            return work(new Session(host, settings, stores, answers));
        }
        finally
        {
            answers.Flush();
        }
    }

    private static int Report(Exception exception, Host host, Settings? settings, IReadOnlyList<string> words)
    {
        Failure failure = Failure.Of(exception);
        bool isJson = settings?.IsJson ?? words.TakeWhile(word => word != "--").Contains(GlobalOptions.Json.Name);
        ErrorOutput.Fail(host, failure, isJson, settings?.Verbosity ?? 1);
        return (int)failure.Exit;
    }
}
