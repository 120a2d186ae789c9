using Holdfast.Cli.Output;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>One line of a history, for a person.</summary>
/// <param name="Revision">Which commit.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Who">The worker that made it, else its author.</param>
/// <param name="What">Its reason; of a step that the queue made by itself, what that did.</param>
internal readonly record struct Moment(Revision Revision, string Time, string Who, string What)
{
    public static Moment Of(WorkQueue queue, Commit commit)
    {
        string? worker = Inventory.FindName(commit.After, commit.ProcessId);
        return new Moment(
            commit.Revision,
            CommitLine.TimeText(commit),
            worker is null ? commit.Author : "worker " + worker,
            commit.Reason ?? Describe(ClaimChanges.Of(queue, commit)));
    }

    private static string Describe(ClaimChanges changes) => changes switch
    {
        { Lost: [var lost, ..] } => $"the worker that claimed {ClaimChanges.FileOf(lost)} is dead: it is free again",
        { Begun: [{ Attempt: > 1 } begun, ..] } => $"claims {ClaimChanges.FileOf(begun)}, attempt {begun.Attempt}",
        { Begun: [var begun, ..] } => $"claims {ClaimChanges.FileOf(begun)}",
        _ => "",
    };
}
