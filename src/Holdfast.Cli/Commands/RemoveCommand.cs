using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Removes values: all of them, or none when one is missing.</summary>
internal sealed class RemoveCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new("rm", "Removes values; when one is missing, none is removed.")
    {
        Arguments = [ArgumentSyntax.OneOrMore("path", "JSON Pointers.")],
        Options = WithCommon(),
        Examples = ["holdfast rm /stock/tea", "holdfast rm /orders/0 /orders/1"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath[] paths = Texts.Paths(arguments.Texts);
        if (paths.Contains(StatePath.Root)) throw Wrong.Usage("the whole document cannot be removed; use: set / '{}'");
        Array.Sort(paths, RemovalOrder.Compare);
        return ToWork(arguments, transaction =>
        {
            foreach (StatePath path in paths)
                if (!transaction.Exists(path)) throw Lookup.Missing(path, ", so nothing was removed");
            foreach (StatePath path in paths) transaction.Remove(path);
        });
    }
}
