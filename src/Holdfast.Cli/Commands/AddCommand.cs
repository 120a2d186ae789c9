using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Adds to a number; it never conflicts.</summary>
internal sealed class AddCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new(
        "add", "Adds to a number and prints the sum; it never conflicts.")
    {
        Arguments =
        [
            ArgumentSyntax.One("path", "A JSON Pointer; nothing there counts as 0."),
            ArgumentSyntax.Optional("number", "What to add, exactly as written. Default: 1."),
        ],
        Options = WithCommon(),
        Examples = ["holdfast add /visits", "holdfast add /stock/tea -3", "holdfast add /balance 0.10"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        Texts.ThrowIfRoot(path, "is an object and no number to add to; give a path below the root");
        Value amount = arguments.Texts.Count > 1 ? Texts.Number(arguments.Texts[1]) : 1;
        return ToWork(
            arguments,
            transaction => transaction.Add(path, amount),
            (state, options) =>
            {
                Committed<Value> sum = state.Add(path, amount, options);
                return new Receipt(sum.Revision, sum.Value, PrintsValue: true);
            });
    }
}
