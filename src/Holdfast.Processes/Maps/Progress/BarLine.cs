using System.Globalization;
using System.Text;

namespace Holdfast.Processes.Maps.Progress;

/// <summary>Says in one line how far a map is. Pure.</summary>
internal static class BarLine
{
    private const int MostCells = 40;
    private const int FewestCells = 4;

    /// <summary>Gives the line: a bar where it is known how many items there are, and the numbers.</summary>
    /// <param name="progress">How far it is.</param>
    /// <param name="columns">How wide the line may be.</param>
    public static string Of(MapProgress progress, int columns)
    {
        string numbers = NumbersOf(progress);
        if (progress.Total is { } total)
        {
            int cells = Math.Min(MostCells, columns - numbers.Length - "[] ".Length);
            if (cells >= FewestCells) return $"[{CellsOf(progress.Done, total, cells)}] {numbers}";
        }

        return numbers.Length <= columns ? numbers : numbers[..Math.Max(0, columns)];
    }

    private static string CellsOf(long done, long total, int cells)
    {
        int full = total == 0 ? cells : (int)Math.Clamp((double)done / total * cells, 0, cells);
        return new string('#', full) + new string('.', cells - full);
    }

    private static string NumbersOf(MapProgress progress)
    {
        StringBuilder text = new();
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (progress.Total is { } total)
        {
            long percent = total == 0 ? 100 : (long)Math.Clamp((double)progress.Done / total * 100, 0, 100);
            text.Append(culture, $"{percent,3} %  {progress.Done} of {total}");
        }
        else
        {
            text.Append(culture, $"{progress.Done} done");
        }

        if (progress.Failed > 0) text.Append(culture, $", {progress.Failed} failed");
        return text.ToString();
    }
}
