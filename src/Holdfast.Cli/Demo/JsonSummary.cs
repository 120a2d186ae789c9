using Holdfast.Cli.Output;

namespace Holdfast.Cli.Demo;

/// <summary>Writes the result of a demonstration as one JSON line.</summary>
internal static class JsonSummary
{
    public static void Write(Answers answers, DemoResult result) => answers.Line(Value.FromMembers(
    [
        new("input", result.Options.Input),
        new("files", Inventory.CountDone(result.End)),
        new("bytes", Inventory.CountBytes(result.End)),
        new("unreadable", result.Audit.Unreadable),
        new("workers", result.Options.Workers),
        new("killed", result.Options.Kills),
        new("takeovers", Value.FromItems(result.Audit.Takeovers.Select(ToValue))),
        new("commits", result.Audit.Commits),
        new("conflicts", Inventory.CountConflicts(result.End)),
        new("seconds", Math.Round(result.Elapsed.TotalSeconds, 3)),
        new("totalSeconds", Math.Round(result.Total.TotalSeconds, 3)),
        new("revision", result.End.Revision.Number),
        new("diff", Value.FromMembers(
        [
            new("from", result.Tour.Event.Previous.Number),
            new("to", result.Tour.Event.Number),
            new("patch", result.Tour.Difference.ToValue()),
        ])),
        new("rollback", Value.FromMembers(
        [
            new("mistake", result.Tour.Mistake.Number),
            new("restored", result.Tour.Restored.Number),
            new("isEqual", result.Tour.IsEqual),
        ])),
        new("store", result.Folder),
        new("namespace", result.Options.Namespace),
        new("problems", Value.FromItems(result.Audit.Problems.Select(problem => (Value)problem))),
    ]));

    private static Value ToValue(Takeover takeover) => Value.FromMembers(
        [new("file", takeover.File), new("from", takeover.From), new("by", takeover.By)]);
}
