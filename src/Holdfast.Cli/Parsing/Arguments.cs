using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Cli.Parsing;

/// <summary>A command line that fits a command's syntax, still as text.</summary>
internal sealed class Arguments
{
    private readonly List<KeyValuePair<OptionSyntax, string>> _options = [];
    private readonly List<string> _texts = [];
    private readonly List<string> _program = [];

    /// <summary>The positional arguments, in order.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>What stands behind <c>--</c>, for a command that runs another program.</summary>
    public IReadOnlyList<string> Program => _program;

    public bool Has(OptionSyntax option) => _options.Exists(given => given.Key == option);

    /// <summary>The value of an option; null when it was not given.</summary>
    public string? Text(OptionSyntax option) => TryGet(option, out string? text) ? text : null;

    public bool TryGet(OptionSyntax option, [NotNullWhen(true)] out string? text)
    {
        int index = _options.FindIndex(given => given.Key == option);
        text = index < 0 ? null : _options[index].Value;
        return index >= 0;
    }

    /// <summary>All values of an option that may be given more than once.</summary>
    public IEnumerable<string> AllOf(OptionSyntax option)
    {
        foreach (KeyValuePair<OptionSyntax, string> given in _options)
            if (given.Key == option) yield return given.Value;
    }

    internal void AddOption(OptionSyntax option, string value) => _options.Add(new(option, value));

    internal void AddText(string text) => _texts.Add(text);

    internal void AddProgram(string text) => _program.Add(text);
}
