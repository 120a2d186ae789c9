using System.Globalization;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Cli.Commands;

/// <summary>Lists the runs that are recorded in a store, and tells which of their processes live.</summary>
internal sealed class RunsCommand : Command
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly OptionSyntax Forget =
        new("--forget", "Removes the records of runs that were stopped or died, and lists the others.");

    public override CommandSyntax Syntax { get; } = new(
        "ps", "Lists runs: what they do, since when, and whether their processes live.")
    {
        Options = [Forget],
        Examples = ["holdfast ps", "holdfast ps --json", "holdfast ps --forget"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        bool isForgetting = arguments.Has(Forget);
        return session =>
        {
            Store store = session.Stores.OpenForReading(session.Settings.Address);
            if (isForgetting) session.Note($"{store.ForgetEndedRuns()} forgotten");
            IReadOnlyList<RunStatus> runs = store.GetRuns();
            if (session.IsJson) foreach (RunStatus run in runs) Print(session.Answers, run);
            else
                Report.Table(
                    session,
                    ["namespace", "path", "state", "process", "started", "run time", "paused", "total", "name"],
                    runs.Select(ToRow));
            return ExitStatus.Done;
        };
    }

    private static string[] ToRow(RunStatus run) =>
    [
        run.Namespace,
        Printable.Path(run.Path),
        StateOf(run),
        run.Process?.ToString(CultureInfo.InvariantCulture) ?? "",
        Time(run.StartTime) ?? "",
        Seconds(run.RunTime),
        Seconds(run.PausedTime),
        Seconds(run.TotalTime),
        run.Name,
    ];

    private static void Print(Answers answers, RunStatus run)
    {
        answers.BeginSequence();
        answers.Line(Value.FromMembers(
        [
            new("namespace", run.Namespace),
            new("path", run.Path.ToString()),
            new("name", run.Name),
            new("state", StateOf(run)),
            new("alive", run.IsAlive),
            new("cancelled", run.IsCancelled),
            new("process", run.Process is { } process ? process : default(Value)),
            new("started", Time(run.StartTime)),
            new("stopped", Time(run.StopTime)),
            new("seconds", (decimal)run.RunTime.TotalSeconds),
            new("pausedSeconds", (decimal)run.PausedTime.TotalSeconds),
            new("totalSeconds", (decimal)run.TotalTime.TotalSeconds),
            new("starts", run.Starts),
        ]));
    }

    private static string StateOf(RunStatus run) =>
        run.HasDied ? "died" : run.Phase.ToString().ToLowerInvariant();

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s";

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
