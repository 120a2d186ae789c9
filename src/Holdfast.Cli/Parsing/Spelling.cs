using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Parsing;

/// <summary>Finds the command that a misspelt word may have meant.</summary>
internal static class Spelling
{
    /// <summary>From here on a word may have two differences: no guess is better than a wild one.</summary>
    private const int LongWord = 6;

    /// <summary>Gives <c>; did you mean 'get'</c>, or nothing when no command is near.</summary>
    public static string Suggest(string word)
    {
        (string Name, int Distance) nearest = CommandTable.All()
            .Select(command => (command.Syntax.Name, Distance(word, command.Syntax.Name)))
            .MinBy(candidate => candidate.Item2);
        int most = word.Length >= LongWord ? 2 : word.Length > 1 ? 1 : 0;
        return nearest.Distance <= most ? $", did you mean '{nearest.Name}'" : "";
    }

    /// <summary>How many letters to add, drop, change or swap with their neighbours.</summary>
    /// <remarks>Source. Damerau 1964, Wagner and Fischer 1974; no letter is changed twice.</remarks>
    private static int Distance(string left, string right)
    {
        int[,] costs = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            for (int column = 0; column <= right.Length; column++)
                costs[row, column] = row == 0 || column == 0 ? row + column : Least(costs, left, right, row, column);
        }

        return costs[left.Length, right.Length];
    }

    private static int Least(int[,] costs, string left, string right, int row, int column)
    {
        int changed = costs[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        int least = Math.Min(changed, Math.Min(costs[row - 1, column], costs[row, column - 1]) + 1);
        bool isSwap = row > 1 && column > 1
            && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return isSwap ? Math.Min(least, costs[row - 2, column - 2] + 1) : least;
    }
}
