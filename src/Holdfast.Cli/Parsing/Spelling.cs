using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Parsing;

/// <summary>Finds the command that a misspelt word may have meant.</summary>
internal static class Spelling
{
    /// <summary>And at least half of the word is as it was: no guess is better than a wild one.</summary>
    private const int MostDifferences = 2;

    /// <summary>Gives <c>; did you mean 'get'</c>, or nothing when no command is near.</summary>
    public static string Suggest(string word)
    {
        (string Name, int Distance) nearest = CommandTable.All()
            .Select(command => (command.Syntax.Name, Distance(word, command.Syntax.Name)))
            .MinBy(candidate => candidate.Item2);
        return nearest.Distance <= MostDifferences && nearest.Distance * 2 <= word.Length
            ? $", did you mean '{nearest.Name}'"
            : "";
    }

    /// <summary>How many letters to add, drop or change. Source. Wagner and Fischer, 1974.</summary>
    private static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int row = 1; row <= left.Length; row++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int changed = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(changed, Math.Min(previous[column], current[column - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
