using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Applies a JSON Merge Patch (RFC 7396).</summary>
internal sealed class MergeCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new(
        "merge", "Merges an object into another (RFC 7396): null removes a member.")
    {
        Arguments =
        [
            ArgumentSyntax.One("path", "A JSON Pointer; '/' is the whole document."),
            ArgumentSyntax.One("json", "The merge patch; '-': standard input."),
        ],
        Options = WithCommon(),
        Examples = ["holdfast merge /user '{\"mail\":\"a@b.c\",\"phone\":null}'", "holdfast merge / - < settings.json"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        Value patch = Texts.Json(arguments.Texts[1], inputs, Texts.Quote);
        Texts.ThrowIfRootIsNoObject(path, patch);
        return ToWork(arguments, transaction => transaction.Merge(path, patch));
    }
}
