using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes;

namespace Holdfast.Cli.Commands;

/// <summary>Lists the processes and runs that are recorded in a store, and tells which of them live.</summary>
internal sealed class RunsCommand : Command
{
    private const string ClearScreen = "\u001b[H\u001b[2J";

    private static readonly OptionSyntax Forget =
        new("--forget", "Removes the records of processes and runs that have ended, and lists the others.");

    private static readonly OptionSyntax Tree =
        new("--tree", "Shows processes below those that started them, and no runs.");

    private static readonly OptionSyntax Repeat = new("--watch", "Lists them again after each change.")
    {
        IsEndless = true,
    };

    public override CommandSyntax Syntax { get; } = new(
        "ps", "Lists processes and runs: what they do, since when, and whether they live.")
    {
        Options = [Tree, Repeat, Forget],
        Examples = ["holdfast ps", "holdfast ps --tree", "holdfast ps --watch", "holdfast ps --forget"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        bool isForgetting = arguments.Has(Forget);
        Action<Session, Store> show = arguments.Has(Tree) ? ShowTree : ShowList;
        bool isRepeating = arguments.Has(Repeat);
        return session =>
        {
            // Who waits sees the store come, as 'watch' does.
            Store store = isRepeating ? session.Store : session.Stores.OpenForReading(session.Settings.Address);
            if (isForgetting)
                session.Note($"{store.ForgetEndedProcesses()} processes and {store.ForgetEndedRuns()} runs forgotten");
            if (isRepeating) ShowAgainAndAgain(session, store, show);
            else show(session, store);
            return ExitStatus.Done;
        };
    }

    private static void ShowAgainAndAgain(Session session, Store store, Action<Session, Store> show)
    {
        using Waiting waiting = Waiting.Begin(session.Host, timeout: null);
        waiting.Run(async token =>
        {
            await foreach (IReadOnlyList<ProcessStatus> _ in store.WatchProcesses(token).ConfigureAwait(false))
            {
                if (session.Host.HasColours) session.Answers.Raw(System.Text.Encoding.ASCII.GetBytes(ClearScreen));
                show(session, store);
                session.Answers.Flush();
            }

            return true;
        });
    }

    private static void ShowList(Session session, Store store)
    {
        IReadOnlyList<ProcessStatus> processes = store.GetProcesses();

        // A run of a process is shown with it.
        IEnumerable<RunStatus> runs = store.GetRuns().Where(run => !run.Namespace.StartsWith('$'));
        if (session.IsJson)
        {
            session.Answers.BeginSequence();
            foreach (ProcessStatus process in processes) session.Answers.WriteProcess(process);
            foreach (RunStatus run in runs) session.Answers.WriteRun(run);
            return;
        }

        DateTimeOffset now = session.Host.Clock.GetUtcNow();
        string[][] rows = [.. processes.Select(each => RunTexts.ToRow(each, now)), .. runs.Select(RunTexts.ToRow)];
        if (rows.Length > 0) Report.Table(session, RunTexts.Headings, rows);
        else if (session.Host.IsOutputTerminal()) session.Note("no process and no run is recorded here");
    }

    private static void ShowTree(Session session, Store store)
    {
        IReadOnlyList<ProcessStatus> processes = store.GetProcesses();
        if (session.IsJson)
        {
            session.Answers.BeginSequence();
            foreach (ProcessStatus process in processes) session.Answers.WriteProcess(process);
            return;
        }

        HashSet<string> known = [.. processes.Select(process => process.Id)];
        ILookup<string, ProcessStatus> children = processes.ToLookup(
            process => process.Parent is { } parent && known.Contains(parent) ? parent : "");
        ShowBranch(session, children, "", 0);
    }

    private static void ShowBranch(
        Session session, ILookup<string, ProcessStatus> children, string parent, int depth)
    {
        foreach (ProcessStatus process in children[parent])
        {
            session.Answers.Line(new string(' ', depth * 2) + Printable.Text(RunTexts.ToLine(process)));
            ShowBranch(session, children, process.Id, depth + 1);
        }
    }
}
