using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Lists the names of an object's members, or the indices of an array.</summary>
internal sealed class ListCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("ls", "Lists what is in an object or an array.")
    {
        Arguments = [TreePlace.Argument],
        Examples = ["holdfast ls", "holdfast ls /orders"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        TreePlace place = TreePlace.Of(arguments);
        return session =>
        {
            Snapshot snapshot = session.View.Snapshot();
            (StatePath path, Value container) = place.Look(snapshot);
            if (container.Kind is not (ValueKind.Object or ValueKind.Array))
                throw new HoldfastOperationException(
                    ErrorCode.WrongKind, $"What is at {Printable.Quoted(path)} has no members; print it with get");
            Print(session, snapshot.Revision, container);
            return ExitStatus.Done;
        };
    }

    private static void Print(Session session, Revision revision, Value container)
    {
        if (session.IsJson)
        {
            session.Answers.BeginObject()
                .Number("revision"u8, revision.Number)
                .Value("names"u8, Value.FromItems(Children.Of(container).Select(child => (Value)child.Key)))
                .EndLine();
            return;
        }

        if (!session.Host.IsOutputTerminal())
            foreach (KeyValuePair<string, Value> child in Children.Of(container)) session.Answers.Line(child.Key);
        else
            Report.Table(session, ["name", "value"], Children.Of(container)
            .Select(child => new[] { child.Key, Printable.Value(child.Value) }));
    }
}
