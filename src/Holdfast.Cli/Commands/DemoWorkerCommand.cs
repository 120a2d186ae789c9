using Holdfast.Cli.Demo;
using Holdfast.Cli.Demo.Processes;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>One worker process of <see cref="DemoCommand"/>, which starts it; the help does not list it.</summary>
internal sealed class DemoWorkerCommand : Command
{
    public override CommandSyntax Syntax { get; } = new(DemoWords.WorkerCommand, "One worker of a demonstration.")
    {
        Arguments = [ArgumentSyntax.One("number", "Its number.")],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string worker = arguments.Texts[0];
        return session =>
        {
            using ParentPipe parent = ParentPipe.Follow(session.Host.Input);
            Worker.Run(session.State, worker);
            return ExitStatus.Done;
        };
    }
}
