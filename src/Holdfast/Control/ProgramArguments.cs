using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Control;

/// <summary>The options of a stateful program, as its command line gives them.</summary>
internal sealed class ProgramArguments
{
    /// <summary>What <c>--state</c> says instead of a path to have the whole state drawn.</summary>
    public const string ShowsTree = "tree";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["--msg"] = "msg",
        ["--state"] = "state",
        ["--config-load"] = "configFileLoad",
        ["--configFileLoad"] = "configFileLoad",
        ["--config-save"] = "configFileSave",
        ["--configFileSave"] = "configFileSave",
        ["--debug-to-dir"] = "debugToDir",
        ["--debugToDir"] = "debugToDir",
        ["-v"] = "verbosity",
        ["--verbosity"] = "verbosity",
    };

    private static readonly Dictionary<string, string> Questions = new(StringComparer.Ordinal)
    {
        ["-x"] = "desc",
        ["--desc"] = "desc",
        ["-y"] = "synopsis",
        ["--synopsis"] = "synopsis",
        ["--version"] = "version",
    };

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly List<Value> _words = [];

    /// <summary>The control message; null when there is none.</summary>
    public Value? Message => Text("msg") is { Length: > 0 } text ? Value.Parse(text) : default(Value?);

    /// <summary>What is to be shown: a path, or <see cref="ShowsTree"/>; null for nothing.</summary>
    public string? Shown => Text("state");

    /// <summary>Which question is asked instead of a run: desc, synopsis or version; null for none.</summary>
    public string? Question { get; private set; }

    private int? Verbosity => Text("verbosity") is { } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int level)
            ? level
            : throw Wrong($"The verbosity '{text}' is no whole number from 0.")
        : null;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="HoldfastArgumentException">Usage: the value of an option is missing.</exception>
    public static ProgramArguments Read(IReadOnlyList<string> words)
    {
        ProgramArguments arguments = new();
        for (int index = 0; index < words.Count; index++)
        {
            string[] halves = words[index].Split('=', 2);
            if (Names.TryGetValue(halves[0], out string? name))
                arguments._given[name] = halves.Length == 2 ? halves[1] : ++index < words.Count
                    ? words[index]
                    : throw Wrong($"The option {halves[0]} needs a value.");
            else if (Questions.TryGetValue(words[index], out string? question))
                arguments.Question ??= question;
            else
                arguments._words.Add(words[index]);
        }

        return arguments;
    }

    /// <summary>Completes what a program says of itself with what its command line says.</summary>
    public ProgramStateOptions ToOptions(ProgramStateOptions about) => about with
    {
        ConfigFileLoad = Text("configFileLoad") ?? about.ConfigFileLoad,
        ConfigFileSave = Text("configFileSave") ?? about.ConfigFileSave,
        DebugFolder = Text("debugToDir") ?? about.DebugFolder,
        Verbosity = Verbosity ?? about.Verbosity,
        Arguments = Value.FromMembers(
            about.Arguments.Members
                .Concat(_given.Select(given => new KeyValuePair<string, Value>(given.Key, given.Value)))
                .Append(new("words", Value.FromItems(_words)))),
    };

    private static HoldfastArgumentException Wrong(string message) => new(ErrorCode.Usage, message);

    private string? Text(string name) => _given.GetValueOrDefault(name);
}
