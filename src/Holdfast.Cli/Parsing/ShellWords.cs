using System.Text;
using Holdfast.Cli.Execution;
using Holdfast.Errors;

namespace Holdfast.Cli.Parsing;

/// <summary>Splits a line into words as a POSIX shell quotes them; nothing is expanded.</summary>
/// <remarks>
/// Single quotes keep all; in double quotes a backslash escapes <c>" \ $ `</c>; outside it escapes any character. A
/// <c>#</c> at the begin of a word starts a comment. Source. The Open Group, Shell Command Language, section 2.2.
/// </remarks>
internal static class ShellWords
{
    public static List<string> Split(string line)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isOpen = false;
        for (int index = 0; index < line.Length; index++)
        {
            char character = line[index];
            if (character is ' ' or '\t' or '\r' or '\n')
            {
                if (isOpen) words.Add(word.ToString());
                word.Clear();
                isOpen = false;
                continue;
            }

            if (character == '#' && !isOpen) break;
            isOpen = true;
            index = character switch
            {
                '\'' => TakeSingle(line, index + 1, word),
                '"' => TakeDouble(line, index + 1, word),
                '\\' => TakeEscaped(line, index + 1, word),
                _ => Take(character, index, word),
            };
        }

        if (isOpen) words.Add(word.ToString());
        return words;
    }

    private static int Take(char character, int index, StringBuilder word)
    {
        word.Append(character);
        return index;
    }

    private static int TakeEscaped(string line, int index, StringBuilder word)
    {
        if (index == line.Length)
            throw Wrong.Usage("the line ends with a backslash; escape a character, or leave it out");
        word.Append(line[index]);
        return index;
    }

    private static int TakeSingle(string line, int start, StringBuilder word)
    {
        int end = line.IndexOf('\'', start);
        if (end < 0) throw Unclosed(start, '\'');
        word.Append(line, start, end - start);
        return end;
    }

    private static int TakeDouble(string line, int start, StringBuilder word)
    {
        for (int index = start; index < line.Length; index++)
        {
            if (line[index] == '"') return index;
            if (line[index] == '\\' && index + 1 < line.Length && line[index + 1] is '"' or '\\' or '$' or '`') index++;
            word.Append(line[index]);
        }

        throw Unclosed(start, '"');
    }

    private static HoldfastArgumentException Unclosed(int start, char quote) =>
        Wrong.Usage($"the {quote} at column {start} is not closed; close it, or escape it with a backslash");
}
