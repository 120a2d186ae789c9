using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Cli.Commands;

/// <summary>Shows a stored machine, draws it, or fires a trigger, by the definition that is stored with it.</summary>
internal sealed class MachineCommand : Command
{
    private static readonly OptionSyntax Graph =
        new("--graph", "Draws its definition: mermaid or dot.") { ValueName = "kind" };

    private static readonly OptionSyntax Fire = new("--fire", "Fires a trigger.") { ValueName = "trigger" };

    private static readonly OptionSyntax Argument =
        new("--argument", "What is given with the trigger, as JSON.") { ValueName = "json" };

    public override CommandSyntax Syntax { get; } = new("machine", "Shows, draws or fires a state machine at a path.")
    {
        Arguments = [ArgumentSyntax.One("path", "A JSON Pointer: where the machine is.")],
        Options = [Graph, Fire, Argument, CommitChoice.DryRun, CommitChoice.Durable],
        Examples =
        [
            "holdfast machine /orders/17",
            "holdfast machine /orders/17 --fire cancel --reason 'customer called'",
            "holdfast machine /orders/17 --fire cancel --dry-run",
            "holdfast machine /orders/17 --graph dot | dot -Tsvg > order.svg",
        ],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        if (arguments.Has(Graph) && arguments.Has(Fire))
            throw Wrong.Usage("a drawing and a firing at once; give one of --graph and --fire");
        if (arguments.Has(Argument) && !arguments.Has(Fire))
            throw Wrong.Usage("--argument is for the trigger of --fire");
        if (!arguments.Has(Fire)) CommitChoice.ThrowIfAny(arguments, "give it with --fire");
        if (arguments.Text(Graph) is { } kind) return Draw(path, kind);
        if (arguments.Text(Fire) is not { } trigger)
            return session => Show(session, Open(session.View, path), firing: null);
        Value? argument = arguments.Text(Argument) is { } text
            ? Texts.Json(text, Texts.Quote)
            : default(Value?);
        CommitChoice choice = CommitChoice.Of(arguments);
        return session =>
        {
            using Machine<string, string> machine = Open(choice.IsTrial ? session.View : session.State, path);
            if (choice.IsTrial) return Say(session, machine.Preview(trigger, argument));
            Revision seen = session.State.Revision;
            machine.Fire(trigger, argument, session.ToCommitOptions(choice.Durability));
            return Show(session, machine, FindFiring(session.State, path, seen));
        };
    }

    private static ExitStatus Say(Session session, Patch patch)
    {
        session.Answers.Line(patch.ToValue());
        return ExitStatus.Done;
    }

    private static Work Draw(StatePath path, string kind)
    {
        Func<MachineDefinition<string, string>, string> draw = kind switch
        {
            "mermaid" => definition => definition.ToMermaid(),
            "dot" => definition => definition.ToDot(),
            _ => throw Wrong.Usage($"there is no drawing '{kind}'; give mermaid or dot"),
        };
        return session =>
        {
            using Machine<string, string> machine = Open(session.View, path);
            string drawing = draw(machine.Definition).TrimEnd('\n');
            if (session.IsJson) session.Answers.BeginObject().Value("graph"u8, drawing).EndLine();
            else session.Answers.Line(drawing);
            return ExitStatus.Done;
        };
    }

    private static Machine<string, string> Open(State state, StatePath path)
    {
        Lookup.Get(state.Snapshot(), path);
        return state.GetStoredMachine(path);
    }

    /// <summary>
    /// Finds the commit of a firing; null: the machine ignored the trigger, or the history is trimmed already.
    /// </summary>
    private static Revision? FindFiring(State state, StatePath path, Revision seen)
    {
        try
        {
            return state.History(new HistoryOptions { Path = path, From = new Revision(seen.Number + 1) })
                .FirstOrDefault(commit => commit.Writer == state.Writer)?.Revision;
        }
        catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
        {
            return null;
        }
    }

    private static ExitStatus Show(Session session, Machine<string, string> machine, Revision? firing)
    {
        IReadOnlyList<string> triggers = machine.AllowedTriggers;
        if (session.IsJson)
        {
            JsonObject line = session.Answers.BeginObject();
            if (firing is { } commit) line.Number("revision"u8, commit.Number);
            line.Value("state"u8, machine.Current)
                .Number("number"u8, machine.Number)
                .Value("triggers"u8, Value.FromItems(triggers.Select(trigger => (Value)trigger)))
                .EndLine();
            return ExitStatus.Done;
        }

        if (firing is { } revision) session.Answers.Line($"revision  {revision}");
        session.Answers.Line($"state     {Printable.Text(machine.Current)}");
        session.Answers.Line($"number    {machine.Number}");
        session.Answers.Line($"triggers  {string.Join(", ", triggers.Select(Printable.Text))}");
        return ExitStatus.Done;
    }
}
