namespace Holdfast.Cli.Parsing;

/// <summary>Reads the command lines that need no thought, in microseconds.</summary>
/// <remarks>
/// A process that only prints a value would spend a fourth of its life in a general parser. So this one takes lines of
/// plain words (<c>--option value</c>, <c>-o value</c>, flags, arguments, <c>--</c>) that fit the syntax, and refuses
/// everything else: bundles, <c>--option=value</c>, help, every mistake. What it refuses goes to
/// <see cref="FullParser"/>, which knows more and says what is wrong. What it takes, both read alike; a test compares
/// them on random lines.
/// </remarks>
internal static class PlainParser
{
    /// <summary>
    /// Finds the word that is the command: the first that is neither an option nor the value of a global one.
    /// </summary>
    public static int FindCommand(IReadOnlyList<string> words)
    {
        for (int index = 0; index < words.Count; index++)
        {
            if (words[index] is not ['-', ..]) return index;
            OptionSyntax? option = Array.Find(GlobalOptions.All, option => option.IsNamed(words[index]));
            if (option is null) return -1;
            if (option.ValueName is not null) index++;
        }

        return -1;
    }

    /// <summary>Reads a line for the command whose word is at an index; null: ask the full parser.</summary>
    public static Arguments? TryParse(CommandSyntax syntax, IReadOnlyList<string> words, int command)
    {
        Arguments arguments = new();
        for (int index = 0; index < words.Count; index++)
        {
            if (index == command) continue;
            if (words[index] == "--") return TakeRest(syntax, words, index + 1, arguments);
            if (!IsOption(words[index])) arguments.AddText(words[index]);
            else if (!TryTakeOption(syntax, words, ref index, arguments)) return null;
        }

        return Checked(syntax, arguments);
    }

    /// <summary>Tells an option from an argument: <c>-</c> alone and numbers are arguments.</summary>
    public static bool IsOption(string word) => word is ['-', not (>= '0' and <= '9'), ..];

    private static bool TryTakeOption(
        CommandSyntax syntax, IReadOnlyList<string> words, ref int index, Arguments arguments)
    {
        if (syntax.Find(words[index]) is not { } option) return false;
        if (arguments.Has(option) && !option.Repeats) return false;
        if (option.ValueName is null)
        {
            arguments.AddOption(option, "");
            return true;
        }

        if (++index == words.Count || IsOption(words[index])) return false;
        if (option.Choices is { } choices && !choices.Contains(words[index])) return false;
        arguments.AddOption(option, words[index]);
        return true;
    }

    private static Arguments? TakeRest(
        CommandSyntax syntax, IReadOnlyList<string> words, int start, Arguments arguments)
    {
        for (int index = start; index < words.Count; index++)
        {
            if (syntax.TakesProgram) arguments.AddProgram(words[index]);
            else arguments.AddText(words[index]);
        }

        return Checked(syntax, arguments);
    }

    private static Arguments? Checked(CommandSyntax syntax, Arguments arguments)
    {
        int least = 0, most = 0;
        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            if (argument.Choices is not null) return null;
            least += argument.Least;
            most += argument.Most;
        }

        return arguments.Texts.Count >= least && arguments.Texts.Count <= most ? arguments : null;
    }
}
