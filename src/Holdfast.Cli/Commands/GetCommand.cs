using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Prints values, all of one revision.</summary>
internal sealed class GetCommand : Command
{
    private static readonly OptionSyntax At = new("--at", "The revision to look at.") { ValueName = "revision" };
    private static readonly OptionSyntax Raw = new("--raw", "Prints strings without quotes and escapes.");

    public override CommandSyntax Syntax { get; } = new("get", "Prints values as JSON, one per line.")
    {
        Arguments = [ArgumentSyntax.Many("path", "JSON Pointers; none: the whole document.")],
        Options = [At, Raw],
        Examples = ["holdfast get /stock/tea", "holdfast get /name --raw", "holdfast get / --at 17",
        "holdfast get /a /b --json"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath[] paths = arguments.Texts.Count == 0 ? [StatePath.Root] : Texts.Paths(arguments.Texts);
        Revision? at = Texts.RevisionIfAny(arguments, At);
        bool isRaw = arguments.Has(Raw);
        return session =>
        {
            Snapshot snapshot = at is { } revision ? session.View.SnapshotAt(revision) : session.View.Snapshot();
            Value[] values = Read(snapshot, paths, isNow: at is null);
            if (session.IsJson) PrintObject(session.Answers, snapshot.Revision, values);
            else PrintLines(session.Answers, values, isRaw);
            return ExitStatus.Done;
        };
    }

    private static Value[] Read(Snapshot snapshot, StatePath[] paths, bool isNow)
    {
        var values = new Value[paths.Length];
        for (int index = 0; index < paths.Length; index++)
            values[index] = isNow ? Lookup.Get(snapshot, paths[index]) : Lookup.GetAt(snapshot, paths[index]);
        return values;
    }

    private static void PrintObject(Answers answers, Revision revision, Value[] values)
    {
        JsonObject line = answers.BeginObject().Number("revision"u8, revision.Number);
        if (values is [var only]) line.Value("value"u8, only);
        else line.Value("values"u8, Value.FromItems(values));
        line.EndLine();
    }

    private static void PrintLines(Answers answers, Value[] values, bool isRaw)
    {
        foreach (Value value in values)
        {
            if (isRaw && value.Kind == ValueKind.String) answers.Line((string)value!);
            else answers.Line(value);
        }
    }
}
