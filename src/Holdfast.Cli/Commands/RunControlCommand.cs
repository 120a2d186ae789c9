using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes;

namespace Holdfast.Cli.Commands;

/// <summary>Controls a run in whatever process it goes on: one verb of <see cref="RunState"/>.</summary>
internal sealed class RunControlCommand(
    string verb, string about, Action<RunState> act, Func<StoredProcess, RunPhase> actOnProcess) : Command
{
    public override CommandSyntax Syntax { get; } = new(verb, about)
    {
        Arguments = [ArgumentSyntax.One("run", "The path of the run, or the id or name of a process; see ps.")],
        Examples = [$"holdfast {verb} /jobs/crawler", $"holdfast {verb} 17"],
    };

    public static RunControlCommand Pause() => new(
        "pause",
        "Asks a run to wait, in whatever process it goes on.",
        run => run.Pause(),
        process => process.Pause());

    public static RunControlCommand Resume() => new(
        "resume", "Lets a run go on that was paused.", run => run.Resume(), process => process.Resume());

    public static RunControlCommand Cancel() => new(
        "cancel",
        "Asks a run to end, in whatever process it goes on.",
        run => run.Cancel(),
        process => process.Cancel());

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string name = Texts.Name(arguments.Texts[0], "run's");
        if (!name.StartsWith('/')) return session => ControlProcess(session, name);
        StatePath path = Texts.Path(name);
        return session => ControlRun(session, path);
    }

    private ExitStatus ControlProcess(Session session, string name)
    {
        Say(session, actOnProcess(session.Stores.OpenForReading(session.Settings.Address).FindProcess(name)));
        return ExitStatus.Done;
    }

    private ExitStatus ControlRun(Session session, StatePath path)
    {
        if (!session.View.TryGetRunStatus(path, out _)) throw Missing(path);
        using RunState run = session.State.GetRunState(path);
        act(run);
        Say(session, run.Phase);
        return ExitStatus.Done;
    }

    private static void Say(Session session, RunPhase phase)
    {
        string state = phase.ToString().ToLowerInvariant();
        if (session.IsJson) session.Answers.BeginObject().Value("state"u8, state).EndLine();
        else session.Answers.Line(state);
    }

    private static HoldfastOperationException Missing(StatePath path) => new(
        ErrorCode.RunNotFound,
        $"No run is recorded at {Printable.Quoted(path)}; look with 'holdfast ps' which there are");
}
