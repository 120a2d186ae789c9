using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;
using Holdfast.Documents.Patches;

namespace Holdfast.Cli.Commands;

/// <summary>Applies a JSON Patch (RFC 6902).</summary>
internal sealed class PatchCommand : MutationCommand
{
    private static readonly OptionSyntax Under =
        new("--under", "What the pointers of the patch are relative to.") { ValueName = "path" };

    public override CommandSyntax Syntax { get; } = new(
        "patch", "Applies a JSON Patch (RFC 6902): all of it or nothing.")
    {
        Arguments = [ArgumentSyntax.One("file", "The patch; '-': standard input.")],
        Options = WithCommon(Under),
        Examples = ["holdfast patch changes.json", "holdfast diff 3 7 | holdfast --store other patch - --under /copy"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath under = arguments.TryGet(Under, out string? text) ? Texts.Path(text) : StatePath.Root;
        Patch patch = Patch.Parse(Texts.Json(inputs.ReadAll(arguments.Texts[0])));
        return ToWork(
            arguments,
            transaction => transaction.Apply(patch, under),
            (state, options) => new Receipt(state.Apply(patch, under, options)));
    }
}
