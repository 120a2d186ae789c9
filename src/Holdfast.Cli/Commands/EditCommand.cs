using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Opens a value in an editor and commits what was changed there.</summary>
internal sealed class EditCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new(
        "edit", "Opens a value in $EDITOR and commits what you changed.")
    {
        Arguments = [ArgumentSyntax.Optional("path", "A JSON Pointer. Default: the whole document.")],
        Options = WithCommon(),
        Examples = ["holdfast edit /settings", "EDITOR='code --wait' holdfast edit"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = arguments.Texts.Count > 0 ? Texts.Path(arguments.Texts[0]) : StatePath.Root;
        bool isTrial = CommitChoice.Of(arguments).IsTrial;
        return session =>
        {
            Value before = Lookup.Get(session.View, path);
            using EditorFile file = EditorFile.Write(before);
            file.Edit(session.Host);
            return file.Use(after =>
            {
                Texts.ThrowIfRootIsNoObject(path, after);
                Work work = ToWork(arguments, transaction => transaction.ApplyChange(path, before, after));
                ExitStatus status = work(session);
                bool isSame = after.ToString() == before.ToString();
                if (isTrial && !isSame) session.Note($"your text is kept in {file.Keep()}");
                return status;
            });
        };
    }
}
