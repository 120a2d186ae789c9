using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Prints one commit with all its changes.</summary>
internal sealed class ShowCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("show", "Prints one commit with all its changes.")
    {
        Arguments = [ArgumentSyntax.One("revision", "The commit.")],
        Examples = ["holdfast show 17", "holdfast show 17 --json"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        Revision revision = Texts.Revision(arguments.Texts[0], "the revision");
        return session =>
        {
            Print(session, session.View.GetCommit(revision));
            return ExitStatus.Done;
        };
    }

    /// <summary>Prints a commit: a JSON line, or a few lines for people.</summary>
    internal static void Print(Session session, Commit commit)
    {
        if (session.IsJson)
        {
            CommitLine.Write(session.Answers, commit);
            return;
        }

        session.Answers.Line($"revision {commit.Revision}");
        session.Answers.Line($"time     {CommitLine.TimeText(commit)}");
        session.Answers.Line($"author   {Printable.Text(commit.Author)}");
        session.Answers.Line($"process  {commit.ProcessId}");
        if (commit.Reason is { } reason) session.Answers.Line($"reason   {Printable.Text(reason)}");
        session.Answers.Line("");
        foreach (Change change in commit.Changes)
            session.Answers.Line($"{Printable.Path(change.Path)}: {TextOf(change.Before)} -> {TextOf(change.After)}");
    }

    private static string TextOf(Value? value) => value is { } some ? Printable.Text(some.ToString()) : "(nothing)";
}
