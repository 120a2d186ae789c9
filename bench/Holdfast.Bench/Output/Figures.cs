using System.Globalization;
using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Output;

/// <summary>Writes figures as people read them: three digits and a unit.</summary>
internal static class Figures
{
    public static string Text(double figure, Unit unit) => unit switch
    {
        Unit.Time => Scaled(figure, (1, "ns"), (1e3, "µs"), (1e6, "ms"), (1e9, "s")),
        Unit.Rate => Scaled(figure, (1, "/s"), (1e3, "k/s"), (1e6, "M/s")),
        Unit.Bytes => $"{Digits(figure)} B",
        _ when figure is > 0 and < 0.1 => $"1/{(1 / figure).ToString("0", CultureInfo.InvariantCulture)} ×",
        _ => $"{figure.ToString("0.00", CultureInfo.InvariantCulture)} ×",
    };

    public static string Text(Series series) =>
        $"{Text(series.Median, series.Unit)} ({Text(series.Least, series.Unit)} – {Text(series.Most, series.Unit)})";

    private static string Scaled(double figure, params ReadOnlySpan<(double Size, string Name)> steps)
    {
        (double Size, string Name) chosen = steps[0];
        foreach ((double Size, string Name) step in steps)
            if (figure >= step.Size) chosen = step;
        return $"{Digits(figure / chosen.Size)} {chosen.Name}";
    }

    private static string Digits(double number) =>
        number.ToString(number < 10 ? "0.00" : number < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
