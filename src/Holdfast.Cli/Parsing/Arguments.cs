using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Cli.Parsing;

/// <summary>A command line that fits a command's syntax, still as text.</summary>
internal sealed class Arguments
{
    private readonly List<Given> _options = [];
    private readonly List<string> _texts = [];
    private readonly List<string> _program = [];

    /// <summary>The positional arguments, in order.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>What stands behind <c>--</c>, for a command that runs another program.</summary>
    public IReadOnlyList<string> Program => _program;

    public bool Has(OptionSyntax option) => TryGet(option, out _);

    /// <summary>The value of an option; null when it was not given.</summary>
    public string? Text(OptionSyntax option) => TryGet(option, out string? text) ? text : null;

    public bool TryGet(OptionSyntax option, [NotNullWhen(true)] out string? text)
    {
        for (int index = 0; index < _options.Count; index++)
        {
            if (_options[index].Option != option) continue;
            text = _options[index].Value;
            return true;
        }

        text = null;
        return false;
    }

    /// <summary>All values of an option that may be given more than once.</summary>
    public IEnumerable<string> AllOf(OptionSyntax option)
    {
        foreach (Given given in _options)
            if (given.Option == option) yield return given.Value;
    }

    internal void AddOption(OptionSyntax option, string value) => _options.Add(new Given(option, value));

    internal void AddText(string text) => _texts.Add(text);

    internal void AddProgram(string text) => _program.Add(text);

    // A class, since a list of structures would have to be compiled at each start.
    private sealed class Given(OptionSyntax option, string value)
    {
        public OptionSyntax Option { get; } = option;

        public string Value { get; } = value;
    }
}
