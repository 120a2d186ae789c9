using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Restores the content as it was at a revision, as a new commit.</summary>
internal sealed class RollbackCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new(
        "rollback", "Restores the content as it was at a revision, as a new commit.")
    {
        Arguments =
        [
            ArgumentSyntax.One("revision", "The revision; 0 is the empty document."),
            ArgumentSyntax.Optional("path", "Only this part; what was not there then is removed."),
        ],
        Options = WithCommon(),
        Examples = ["holdfast rollback 17 --reason mistake", "holdfast rollback 17 /stock --dry-run"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        Revision revision = Texts.Revision(arguments.Texts[0], "the revision");
        StatePath path = arguments.Texts.Count > 1 ? Texts.Path(arguments.Texts[1]) : StatePath.Root;
        return ToWork(arguments, (State state) =>
        {
            Snapshot then = state.SnapshotAt(revision);
            return transaction => transaction.Restore(then, path);
        });
    }
}
