using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;
using Holdfast.Processes;

namespace Holdfast.Cli.Commands;

/// <summary>Has a process end, whoever started it: SIGTERM, and after a grace time SIGKILL.</summary>
internal sealed class StopCommand : Command
{
    private static readonly OptionSyntax Grace = new(
        "--grace", "How long it may take before it is killed, as 10s or 250ms. Default: 5s.")
    { ValueName = "time" };

    public override CommandSyntax Syntax { get; } = new("stop", "Has a process end, and kills it if it does not.")
    {
        Arguments = [ArgumentSyntax.One("process", "Its id or name, as ps prints it.")],
        Options = [Grace],
        Examples = ["holdfast stop 17", "holdfast stop crawler --grace 1s"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string name = Texts.Name(arguments.Texts[0], "process's");
        TimeSpan? grace = Texts.DurationIfAny(arguments, Grace);
        return session =>
        {
            Store store = session.Stores.OpenForReading(session.Settings.Address);
            StoredProcess process = store.FindProcess(name);
            using Waiting waiting = Waiting.Begin(session.Host, timeout: null);
            bool isStopped = waiting.Run(token => process.StopAsync(grace, token));
            string answer = isStopped ? "stopped" : "it had ended already";
            if (session.IsJson) session.Answers.BeginObject().Value("stopped"u8, isStopped).EndLine();
            else session.Answers.Line(answer);
            return ExitStatus.Done;
        };
    }
}
