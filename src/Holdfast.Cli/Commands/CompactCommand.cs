using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Writes checkpoints and lets go of the history that need not be kept.</summary>
internal sealed class CompactCommand : Command
{
    public override CommandSyntax Syntax { get; } =
        new("compact", "Writes checkpoints and lets go of the history that need not be kept.")
        {
            Examples = ["holdfast compact"],
        };

    public override Work Prepare(Arguments arguments, Inputs inputs) => session =>
    {
        Store store = session.ExistingStore;
        long before = SizeOf(store);
        store.Compact();
        long after = SizeOf(store);
        if (session.IsJson) session.Answers.BeginObject().Number("before"u8, before).Number("after"u8, after).EndLine();
        else if (session.IsTalkative) session.Answers.Line($"{before} bytes before, {after} bytes after");
        return ExitStatus.Done;
    };

    private static long SizeOf(Store store) => store.GetStatus().Namespaces.Sum(name => name.Bytes);
}
