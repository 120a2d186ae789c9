using System.Globalization;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes;

namespace Holdfast.Cli.Output;

/// <summary>How processes and runs are shown.</summary>
internal static class RunTexts
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string[] Headings { get; } =
        ["namespace", "path", "state", "process", "started", "run time", "paused", "total", "name"];

    public static string[] ToRow(RunStatus run) =>
    [
        run.Namespace,
        Printable.Path(run.Path),
        StateOf(run),
        Number(run.ProcessId),
        Time(run.StartTime) ?? "",
        Seconds(run.RunTime),
        Seconds(run.PausedTime),
        Seconds(run.TotalTime),
        run.Name,
    ];

    /// <summary>A process in the same columns; its id stands for the path.</summary>
    public static string[] ToRow(ProcessStatus process, DateTimeOffset now)
    {
        // Of one whose end nobody saw it is not known how long it ran.
        DateTimeOffset? until = process.Ended ?? (process.IsOver ? null : now);
        string time = until - process.Started is { } ran ? Seconds(ran) : "";
        string name = process.Error is null ? process.Name : $"{process.Name} ({process.Error})";
        string start = Time(process.Started) ?? "";
        return ["", process.Id, StateOf(process), Number(process.Pid), start, time, "", time, name];
    }

    /// <summary>A process on one line of a tree.</summary>
    public static string ToLine(ProcessStatus process)
    {
        string error = process.Error is null ? "" : $" ({process.Error})";
        return $"{process.Id} {process.Name}: {StateOf(process)}, process {Number(process.Pid)}{error}";
    }

    public static void WriteRun(this Answers answers, RunStatus run)
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
            new("process", run.ProcessId is { } process ? process : default(Value)),
            new("started", Time(run.StartTime)),
            new("stopped", Time(run.StopTime)),
            new("seconds", (decimal)run.RunTime.TotalSeconds),
            new("pausedSeconds", (decimal)run.PausedTime.TotalSeconds),
            new("totalSeconds", (decimal)run.TotalTime.TotalSeconds),
            new("starts", run.Starts),
        ]));
    }

    public static void WriteProcess(this Answers answers, ProcessStatus process)
    {
        answers.BeginSequence();
        answers.Line(Value.FromMembers(
        [
            new("id", process.Id),
            new("name", process.Name),
            new("function", process.Function),
            new("parent", process.Parent),
            new("state", StateOf(process)),
            new("alive", !process.IsOver),
            new("process", process.Pid is { } pid ? pid : default(Value)),
            new("created", Time(process.Created)),
            new("started", Time(process.Started)),
            new("ended", Time(process.Ended)),
            new("exitCode", process.ExitCode is { } code ? code : default(Value)),
            new("retries", process.Retries),
            new("error", process.Error),
            new("output", process.Output),
        ]));
    }

    private static string StateOf(RunStatus run) =>
        run.HasDied ? "died" : run.Phase.ToString().ToLowerInvariant();

    private static string StateOf(ProcessStatus process) => process switch
    {
        { Phase: ProcessPhase.Ended, ExitCode: { } code } => string.Create(
            CultureInfo.InvariantCulture, $"ended {code}"),
        { Phase: ProcessPhase.Running, Run: RunPhase.Paused } => "paused",
        { Phase: ProcessPhase.Running, Run: RunPhase.Stopping } => "stopping",
        _ => process.Phase.ToString().ToLowerInvariant(),
    };

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s";

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
