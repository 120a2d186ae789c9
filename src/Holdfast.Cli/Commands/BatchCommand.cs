using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Reads commands from standard input and answers each with one JSON line, with the store kept open.</summary>
internal sealed class BatchCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("batch", "Runs the commands of standard input, one per line.")
    {
        Examples = ["printf 'add /visits\\nget /visits\\n' | holdfast batch"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        Stream input = inputs.Open("-");
        return session =>
        {
            using InputLines lines = new(input);
            while (lines.Read() is { } line)
            {
                if (line.AsSpan().TrimStart(" \t"u8) is [] or [(byte)'#', ..]) continue;
                BatchLine.Answer(session, line);
                session.Answers.Flush();
            }

            return ExitStatus.Done;
        };
    }
}
