using Holdfast.Errors;
using Holdfast.Stores;

namespace Holdfast.Control;

/// <summary>Says what a program is, and where and how its state begins.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ProgramStateOptions
{
    /// <summary>The program's name: <c>/this/name</c>.</summary>
    public string Name { get; init => field = OptionRules.Given(value, nameof(Name)); } = "";

    /// <summary>The program's version: <c>/this/version</c>.</summary>
    public string Version { get; init => field = OptionRules.Given(value, nameof(Version)); } = "";

    /// <summary>What the program does: <c>/this/desc</c>.</summary>
    public string Description { get; init => field = OptionRules.Given(value, nameof(Description)); } = "";

    /// <summary>The options that the program was given: <c>/this/args</c>, an object.</summary>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    public Value Arguments { get; init => field = ProgramValues.Checked(value); } = Value.EmptyObject;

    /// <summary>How much the program says, 0 for little: <c>/this/verbosity</c>.</summary>
    public int Verbosity { get; init; }

    /// <summary>Whether what the program says is coloured: <c>/this/colorize</c>.</summary>
    public bool IsColorized { get; init; }

    /// <summary>
    /// A file of JSON whose object replaces the state at the start; empty: none. A file that does not exist is as an
    /// empty one, so that the same file can be loaded and saved from the first run on.
    /// </summary>
    public string ConfigFileLoad { get; init => field = OptionRules.Given(value, nameof(ConfigFileLoad)); } = "";

    /// <summary>A file to which the state is saved at the end and on request; empty: none.</summary>
    public string ConfigFileSave { get; init => field = OptionRules.Given(value, nameof(ConfigFileSave)); } = "";

    /// <summary>
    /// A folder in which control messages are kept, as <see cref="StateControllerOptions.DebugFolder"/>.
    /// </summary>
    public string DebugFolder { get; init => field = OptionRules.Given(value, nameof(DebugFolder)); } = "";

    /// <summary>Where the state is; null: in memory, for as long as the program runs.</summary>
    public State? State { get; init; }

    /// <summary>Whether the program's one state is used, or one of its own.</summary>
    public ProgramSharing Sharing { get; init; }

    /// <summary>What happens to the values of a shared state that is there already.</summary>
    public ProgramStart Start { get; init; }
}
