namespace Holdfast.Cli.Commands;

/// <summary>What <c>ctl</c> says about itself.</summary>
internal static class ControlHelp
{
    public const string Synopsis =
        """
        holdfast ctl [--msg '<JSON>'] [--state <path>|tree] [--config-load <file>] [--config-save <file>]
            [--debug-to-dir <folder>] [--dry-run] [--durability process|disk] [-x|--desc] [-y|--synopsis]
        """;

    public const string Description =
        """
        Answers a control message about the state, as one commit:

            {"action": "internalctl", "meta": {"var": "<path>", "<verb>": <argument>}}

        get           the value at the path: a part under its full path, a leaf as {"<path>": value}
        set           stores any JSON there; parents are made, an object is laid over one that is there
        valueReplace  replaces each leaf that equals the text in "var"; "ENV" stands for the variable "var" names
        delete        removes what is at the path

        The reply is {"d_ret": {...}, "status": true|false}, with "error" when something could not be done; of several
        verbs in one message each is answered in "replies". The exit status is 1 when the status is false, and 2 for
        what is no message. --config-load is done before the message, --state and --config-save after it. --dry-run
        prints the JSON Patch that would be committed instead.
        """;
}
