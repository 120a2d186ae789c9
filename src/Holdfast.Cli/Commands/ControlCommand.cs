using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Control;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Answers a control message, and loads, shows and saves the state around it.</summary>
internal sealed class ControlCommand : Command
{
    private const string Tree = "tree";

    private static readonly OptionSyntax Message = new("--msg", "The message to answer; '-': standard input.")
    {
        ValueName = "json",
    };

    private static readonly OptionSyntax Shown = new("--state", "Shows a part as JSON, or all of it as a tree.")
    {
        ValueName = "path|tree",
    };

    private static readonly OptionSyntax Load = new("--config-load", "Replaces the state by the JSON of a file, first.")
    {
        Alias = "--configFileLoad",
        ValueName = "file",
    };

    private static readonly OptionSyntax Save = new("--config-save", "Saves the state to a file, last.")
    {
        Alias = "--configFileSave",
        ValueName = "file",
    };

    private static readonly OptionSyntax Debug = new(
        "--debug-to-dir", "Keeps the message, its reply and the state after it there.")
    {
        Alias = "--debugToDir",
        ValueName = "folder",
    };

    private static readonly OptionSyntax Description = new("--desc", "Says what messages look like.") { Alias = "-x" };

    private static readonly OptionSyntax Synopsis = new("--synopsis", "Says the options in short.") { Alias = "-y" };

    public override CommandSyntax Syntax { get; } = new("ctl", "Answers a control message about the state.")
    {
        Options = [Message, Shown, Load, Save, Debug, Description, Synopsis],
        Examples =
        [
            """holdfast ctl --msg '{"action":"internalctl","meta":{"var":"/","get":"value"}}'""",
            """holdfast ctl --msg '{"meta":{"var":"/service/a","set":{"addr":"h:1"}}}' --config-save state.json""",
            "holdfast ctl --state tree",
        ],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        if (arguments.Has(Description)) return Say(ControlHelp.Description);
        if (arguments.Has(Synopsis)) return Say(ControlHelp.Synopsis);
        Value? message = arguments.TryGet(Message, out string? text) ? Texts.Json(text, inputs) : default(Value?);
        Value? loaded = arguments.TryGet(Load, out string? load) ? Value.Parse(inputs.ReadAll(load)) : default(Value?);
        if (loaded is { } values) Texts.ThrowIfRootIsNoObject(StatePath.Root, values);
        string? shown = arguments.Text(Shown);
        string? saved = arguments.TryGet(Save, out string? save) ? Texts.Name(save, "file's") : null;
        string? folder = arguments.TryGet(Debug, out string? debug) ? Texts.Name(debug, "folder's") : null;
        TreePlace place = new(shown is null or Tree ? null : shown);
        if (message is null && loaded is null && shown is null && saved is null && folder is null)
            throw Wrong.Usage(
                "ctl needs --msg, --state, --config-load, --config-save or --debug-to-dir; see 'holdfast ctl --desc'");
        return session =>
        {
            if (folder is not null) StateController.PrepareDebugFolder(folder);
            // One commit, made only when all of it can be done: a state that was replaced is not there any more.
            Action<Transaction> load = transaction =>
            {
                if (loaded is { } root) transaction.ReplaceAll(root);
            };
            Action<Transaction> check = transaction =>
            {
                if (shown is null) return;
                place.Look(transaction.TryGet(StatePath.Root, out Value now) ? now : Value.EmptyObject);
            };
            ExitStatus exit = ExitStatus.Done;
            if (message is { } given) exit = Answer(session, given, folder, load, check);
            else if (loaded is not null) session.State.Atomic(load + check, session.ToCommitOptions());
            if (shown is not null && !Show(session, shown, place)) exit = ExitStatus.No;
            if (saved is not null) ExportCommand.WriteFile(session, saved);
            return exit;
        };
    }

    private static Work Say(string text) => session =>
    {
        session.Answers.Line(text);
        return ExitStatus.Done;
    };

    private static ExitStatus Answer(
        Session session, Value message, string? folder, Action<Transaction> load, Action<Transaction> check)
    {
        StateController controller = new(session.State, new()
        {
            Commit = session.ToCommitOptions(),
            DebugFolder = folder,
            ReadVariable = session.Host.Variable,
            Before = load,
            After = check,
        });
        ControlReply reply = controller.Handle(message);
        if (session.IsJson) session.Answers.Line(reply.ToValue());
        else session.Answers.Line(reply.ToString());
        if (reply.IsDone) return ExitStatus.Done;
        return reply.Error == ErrorCode.None ? ExitStatus.No : Failure.StatusOf(reply.Error);
    }

    /// <summary>Shows a part as <c>{"asdict": …, "status": …}</c>, as a program with a state does.</summary>
    /// <returns>Whether something is there.</returns>
    private static bool Show(Session session, string shown, TreePlace place)
    {
        Snapshot snapshot = session.View.Snapshot();
        if (shown == Tree && !session.IsJson)
        {
            Report.Tree(session, "/", place.Look(snapshot).Value);
            return true;
        }

        bool isThere = place.TryLook(snapshot.Root, out _, out Value value);
        Value answer = Value.FromMembers(
            [new("asdict", isThere ? value : Value.EmptyObject), new("status", isThere)]);
        session.Answers.Line(answer.ToString(session.IsJson ? JsonStyle.Compact : JsonStyle.Wide));
        return isThere;
    }
}
