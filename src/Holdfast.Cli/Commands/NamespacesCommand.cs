using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Lists the namespaces of a store.</summary>
internal sealed class NamespacesCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("namespaces", "Lists the namespaces of the store.")
    {
        Examples = ["holdfast namespaces"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs) => session =>
    {
        IReadOnlyList<string> names = session.Stores.OpenForReading(session.Settings.Address).Namespaces;
        if (session.IsJson)
        {
            Value list = Value.FromItems(names.Select(name => (Value)name));
            session.Answers.BeginObject().Value("namespaces"u8, list).EndLine();
        }
        else
        {
            foreach (string name in names) session.Answers.Line(Output.Printable.Text(name));
        }

        return ExitStatus.Done;
    };
}
