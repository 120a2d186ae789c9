using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Adds an item to the end of an array; it never conflicts.</summary>
internal sealed class AppendCommand : MutationCommand
{
    private static readonly OptionSyntax AsString = new("--string", "Takes the item as text, not as JSON.");

    public override CommandSyntax Syntax { get; } = new(
        "append", "Adds an item to the end of an array; it never conflicts.")
    {
        Arguments =
        [
            ArgumentSyntax.One("path", "A JSON Pointer; nothing there counts as an empty array."),
            ArgumentSyntax.One("json", "The item; '-': standard input."),
        ],
        Options = WithCommon(AsString),
        Examples = ["holdfast append /sold 17", "holdfast append /log '{\"level\":\"info\"}'"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        Texts.ThrowIfRoot(path, "is an object and no array that takes items; give a path below the root");
        Value item = arguments.Has(AsString)
            ? Texts.String(arguments.Texts[1], inputs)
            : Texts.Json(arguments.Texts[1], inputs, "; for the text itself add --string");
        return ToWork(
            arguments,
            transaction => transaction.Append(path, item),
            (state, options) =>
            {
                Committed<Value> items = state.Append(path, item, options);
                return new Receipt(items.Revision, items.Value);
            });
    }
}
