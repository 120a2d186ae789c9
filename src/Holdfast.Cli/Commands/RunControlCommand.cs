using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Cli.Commands;

/// <summary>Controls a run in whatever process it goes on: one verb of <see cref="RunState"/>.</summary>
internal sealed class RunControlCommand(string verb, string about, Action<RunState> act) : Command
{
    public override CommandSyntax Syntax { get; } = new(verb, about)
    {
        Arguments = [ArgumentSyntax.One("path", "The path of the run, as ps prints it.")],
        Examples = [$"holdfast {verb} /jobs/crawler"],
    };

    public static RunControlCommand Pause() => new(
        "pause", "Asks a run to wait, in whatever process it goes on.", run => run.Pause());

    public static RunControlCommand Resume() => new(
        "resume", "Lets a run go on that was paused.", run => run.Resume());

    public static RunControlCommand Cancel() => new(
        "cancel", "Asks a run to end, in whatever process it goes on.", run => run.Cancel());

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        return session =>
        {
            if (!session.View.TryGetRunStatus(path, out _)) throw Missing(path);
            using RunState run = session.State.GetRunState(path);
            act(run);
            Say(session, run.Phase);
            return ExitStatus.Done;
        };
    }

    private static void Say(Session session, RunPhase phase)
    {
        string state = phase.ToString().ToLowerInvariant();
        if (session.IsJson) session.Answers.BeginObject().Value("state"u8, state).EndLine();
        else session.Answers.Line(state);
    }

    private static HoldfastOperationException Missing(StatePath path) => new(
        ErrorCode.RunNotFound,
        $"No run is recorded at {Printable.Path(path)}; look with 'holdfast ps' which there are");
}
