using System.Globalization;

namespace Holdfast.Bench;

/// <summary>What a run of the bench was asked for.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        usage: dotnet run -c Release --project bench/Holdfast.Bench -- [row…] [option…]
          row…            which rows to measure; none: all
          --list          lists the rows
          --rounds N      how often each figure is taken; default 7
          --seconds S     how long one figure takes; default 0.5
          --folder DIR    where stores are made; default: the folder for temporary files
          --json          prints JSON instead of a table
        """;

    public IReadOnlyList<string> Rows { get; private init; } = [];

    public int Rounds { get; private init; } = 7;

    public TimeSpan Slice { get; private init; } = TimeSpan.FromSeconds(0.5);

    public string Folder { get; private init; } = Path.GetTempPath();

    public bool IsJson { get; private init; }

    public bool IsList { get; private init; }

    /// <exception cref="FormatException">The words are no such request.</exception>
    public static BenchOptions Parse(ReadOnlySpan<string> words) => words switch
    {
        [] => new BenchOptions(),
        ["--list", .. var rest] => Parse(rest) with { IsList = true },
        ["--json", .. var rest] => Parse(rest) with { IsJson = true },
        ["--rounds", var text, .. var rest] => Parse(rest) with { Rounds = (int)Number(text, least: 1) },
        ["--seconds", var text, .. var rest] =>
            Parse(rest) with { Slice = TimeSpan.FromSeconds(Number(text, least: 0.01)) },
        ["--folder", var text, .. var rest] => Parse(rest) with { Folder = text },
        [['-', ..] or "", ..] => throw new FormatException($"'{words[0]}' is no option, or lacks its value."),
        [var name, .. var rest] => Parse(rest) is var other ? other with { Rows = [name, .. other.Rows] } : other,
    };

    private static double Number(string text, double least) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number >= least
            ? number
            : throw new FormatException(
                $"'{text}' is not a number from {least.ToString(CultureInfo.InvariantCulture)}.");
}
