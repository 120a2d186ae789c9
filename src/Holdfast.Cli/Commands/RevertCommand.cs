using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Undoes one commit and leaves what came after it.</summary>
internal sealed class RevertCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new("revert", "Undoes one commit and leaves what came after it.")
    {
        Arguments = [ArgumentSyntax.One("revision", "The commit to undo.")],
        Options = WithCommon(),
        Examples = ["holdfast revert 17", "holdfast revert 17 --dry-run"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        Revision revision = Texts.Revision(arguments.Texts[0], "the revision");
        return ToWork(arguments, (State state) =>
        {
            Commit commit = state.GetCommit(revision);
            return transaction => transaction.Undo(commit);
        });
    }
}
