namespace Holdfast.Control;

/// <summary>What a stateful program says about itself.</summary>
internal static class ProgramHelp
{
    private const string Synopsis = """
        [--msg '<JSON>'] [--state <path>|tree] [--config-load <file>] [--config-save <file>]
        [--debug-to-dir <folder>] [-v|--verbosity <level>] [-x|--desc] [-y|--synopsis] [--version]
        """;

    private const string Options = """
        --msg '<JSON>'            a control message to answer:
                                  {"action": "internalctl", "meta": {"var": "/", "get": "value"}}
                                  with the verbs get, set, valueReplace and delete
        --state <path>|tree       what to show: a part of the state as JSON, or all of it as a tree
        --config-load <file>      JSON that the state begins with
        --config-save <file>      where the state is saved at the end
        --debug-to-dir <folder>   keeps each message, its reply and the state after it there
        -v, --verbosity <level>   how much is said; 0 is little
        -x, --desc                this page
        -y, --synopsis            the options in short
        --version                 the version
        """;

    /// <summary>Answers a question about the program; null when none was asked.</summary>
    public static string? Of(ProgramArguments arguments, ProgramStateOptions about) => arguments.Question switch
    {
        "version" => $"Version: {about.Version}",
        "synopsis" => $"{about.Name} {Synopsis.Replace("\n", "\n    ", StringComparison.Ordinal)}",
        "desc" => $"{about.Name} {about.Version}\n\n{about.Description}\n\n{Options}",
        _ => null,
    };
}
