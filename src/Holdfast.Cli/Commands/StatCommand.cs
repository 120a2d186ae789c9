using System.Globalization;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Prints the health of a store: its space, the revisions kept, who has it open.</summary>
internal sealed class StatCommand : Command
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public override CommandSyntax Syntax { get; } = new(
        "stat", "Prints space, kept revisions and the processes that have the store open.")
    {
        Examples = ["holdfast stat", "holdfast stat --json"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs) => session =>
    {
        StoreStatus status = session.ExistingStore.GetStatus();
        if (session.IsJson) session.Answers.Line(ToValue(status));
        else Print(session, status);
        return ExitStatus.Done;
    };

    private static void Print(Session session, StoreStatus status)
    {
        Answers answers = session.Answers;
        answers.Line($"store      {Printable.Text(session.Settings.Address)}");
        answers.Line($"id         {status.Id}");
        answers.Line($"durable    {(status.IsDurable ? "yes" : "no, it is in memory")}");
        foreach (StoreProcess process in status.Processes)
            answers.Line($"process    {process.ProcessId}, since {Time(process.Opened)}");
        foreach (NamespaceStatus name in status.Namespaces) Print(answers, name);
    }

    // One block each, and no table: a table of so many columns breaks names and numbers on a usual terminal.
    private static void Print(Answers answers, NamespaceStatus name)
    {
        answers.Line($"namespace  {Printable.Text(name.Name)}");
        answers.Line($"  bytes        {Text(name.Bytes)}");
        answers.Line($"  segments     {Text(name.Segments)}");
        answers.Line($"  checkpoints  {Text(name.Checkpoints)}");
        answers.Line($"  oldest       {name.OldestRevision}");
        answers.Line($"  newest       {name.NewestRevision}");
        answers.Line($"  on disk      {name.DurableRevision}");
        answers.Line($"  keeps        {RetentionText.Of(name.Retention)}");
        if (name.Fault is { } fault) answers.Line($"  fault        {Printable.Text(fault)}");
    }

    private static Value ToValue(StoreStatus status) => Value.FromMembers(
    [
        new("id", status.Id.ToString()),
        new("durable", status.IsDurable),
        new("processes", Value.FromItems(status.Processes.Select(process => Value.FromMembers(
        [
            new("process", process.ProcessId),
            new("opened", Time(process.Opened)),
        ])))),
        new("namespaces", Value.FromItems(status.Namespaces.Select(ToValue))),
    ]);

    private static Value ToValue(NamespaceStatus name) => Value.FromMembers(
    [
        new("name", name.Name),
        new("bytes", name.Bytes),
        new("segments", name.Segments),
        new("checkpoints", name.Checkpoints),
        new("oldestRevision", name.OldestRevision.Number),
        new("newestRevision", name.NewestRevision.Number),
        new("durableRevision", name.DurableRevision.Number),
        new("checkpointRevision", name.CheckpointRevision.Number),
        new("retention", RetentionText.ToValue(name.Retention)),
        new("fault", name.Fault),
    ]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
