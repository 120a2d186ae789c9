using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Answers a control message, and loads, shows and saves the state around it.</summary>
internal sealed class ControlCommand : Command
{
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
        Options = [Message, Shown, Load, Save, Debug, Description, Synopsis, CommitChoice.DryRun, CommitChoice.Durable],
        Examples =
        [
            """holdfast ctl --msg '{"action":"internalctl","meta":{"var":"/","get":"value"}}'""",
            """holdfast ctl --msg '{"meta":{"var":"/service/a","set":{"addr":"h:1"}}}' --config-save state.json""",
            """holdfast ctl --msg '{"meta":{"var":"/service/a","delete":""}}' --dry-run""",
            "holdfast ctl --state tree",
        ],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        if (arguments.Has(Description)) return Say(ControlHelp.Description);
        if (arguments.Has(Synopsis)) return Say(ControlHelp.Synopsis);
        ControlRequest request = new()
        {
            Message = arguments.TryGet(Message, out string? text)
                ? Texts.Json(text, inputs, Texts.Quote)
                : default(Value?),
            Loaded = arguments.TryGet(Load, out string? load) ? ToDocument(inputs.ReadAll(load)) : default(Value?),
            Shown = arguments.Text(Shown),
            Saved = arguments.TryGet(Save, out string? save) ? Texts.Name(save, "file's") : null,
            DebugFolder = arguments.TryGet(Debug, out string? debug) ? Texts.Name(debug, "folder's") : null,
            Commit = CommitChoice.Of(arguments),
        };
        ThrowIfUnfit(request, arguments);
        return new ControlTask(request).Run;
    }

    private static Value ToDocument(byte[] utf8)
    {
        Value document = Value.Parse(utf8);
        Texts.ThrowIfRootIsNoObject(StatePath.Root, document);
        return document;
    }

    private static void ThrowIfUnfit(ControlRequest request, Arguments arguments)
    {
        if (request is { Commits: false, Shown: null, Saved: null, DebugFolder: null })
            throw Wrong.Usage(
                "ctl needs --msg, --state, --config-load, --config-save or --debug-to-dir; see 'holdfast ctl --desc'");
        if (!request.Commits) CommitChoice.ThrowIfAny(arguments, "give it with --msg or --config-load");
        if (request is { Commit.IsTrial: true, Saved: not null } or { Commit.IsTrial: true, DebugFolder: not null })
            throw Wrong.Usage("--dry-run changes nothing, so there is nothing to keep; "
                + "leave out --config-save and --debug-to-dir, or it");
    }

    private static Work Say(string text) => session =>
    {
        if (session.IsJson) session.Answers.BeginObject().Value("help"u8, text).EndLine();
        else session.Answers.Line(text);
        return ExitStatus.Done;
    };
}
