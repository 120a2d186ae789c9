using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Prints the newest commits, newest first.</summary>
internal sealed class LogCommand : Command
{
    private const int DefaultCount = 20;

    private static readonly OptionSyntax Count =
        new("--count", "How many at most. Default: 20.") { Alias = "-n", ValueName = "n" };

    public override CommandSyntax Syntax { get; } = new("log", "Prints the newest commits, newest first.")
    {
        Arguments = [ArgumentSyntax.Optional("path", "Only commits that changed something there.")],
        Options = [Count],
        Examples = ["holdfast log", "holdfast log /stock -n 5", "holdfast log --json | head -1"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = arguments.Texts.Count > 0 ? Texts.Path(arguments.Texts[0]) : StatePath.Root;
        int count = Texts.CountIfAny(arguments, Count) ?? DefaultCount;
        return session =>
        {
            IReadOnlyList<Commit> commits = session.View.Newest(count, path);
            if (session.IsJson) PrintLines(session.Answers, commits);
            else Report.Table(session, ["revision", "time", "author", "change", "reason"], commits.Select(ToRow));
            return ExitStatus.Done;
        };
    }

    private static void PrintLines(Answers answers, IReadOnlyList<Commit> commits)
    {
        answers.BeginSequence();
        foreach (Commit commit in commits) CommitLine.Write(answers, commit);
    }

    private static string[] ToRow(Commit commit) =>
    [
        commit.Revision.ToString(),
        CommitLine.TimeText(commit),
        commit.Author,
        Printable.Changes(commit),
        commit.Reason ?? "",
    ];
}
