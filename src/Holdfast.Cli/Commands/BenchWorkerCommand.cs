using Holdfast.Cli.Bench;
using Holdfast.Cli.Demo.Processes;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>One worker process of <see cref="BenchCommand"/>, which starts it; the help does not list it.</summary>
internal sealed class BenchWorkerCommand : Command
{
    public override CommandSyntax Syntax { get; } = new(BenchWorker.Command, "One worker of a bench.")
    {
        Arguments =
        [
            ArgumentSyntax.One("what", "What to measure."),
            ArgumentSyntax.One("durability", "What the commits have to survive."),
            ArgumentSyntax.One("seconds", "For how long."),
        ],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        BenchKind kind = Enum.Parse<BenchKind>(arguments.Texts[0]);
        Durability durability = Enum.Parse<Durability>(arguments.Texts[1]);
        TimeSpan time = Durations.Parse(arguments.Texts[2], "seconds");
        return session =>
        {
            BenchLoad load = new(session.State, durability, CancellationToken.None);
            using Watch watch = load.OpenWatch();
            if (kind != BenchKind.Wake) load.Run(kind, time / 4);
            Say(session, BenchWorker.Ready);
            session.Host.Input.ReadByte();
            using ParentPipe parent = ParentPipe.Follow(session.Host.Input);
            Tally tally = kind == BenchKind.Wake
                ? load.HearAsync(watch).GetAwaiter().GetResult()
                : load.Run(kind, time);
            Say(session, tally.ToLine());
            return ExitStatus.Done;
        };
    }

    private static void Say(Session session, string line)
    {
        session.Answers.Line(line);
        session.Answers.Flush();
    }
}
