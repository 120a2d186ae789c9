using System.Text;
using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Output;

/// <summary>Writes a report as a Markdown table, which reads as well in a terminal.</summary>
internal static class TextReport
{
    private static readonly string[] Headings =
        ["row", "what", "Holdfast: median (least – most)", "beside", "median (least – most)", "result", "at least",
        "aim", ""];

    public static string Of(Report report)
    {
        string[][] cells = [Headings, .. report.Findings.Select(line => Cells(line.Row.Name, line.Finding))];
        int[] widths = [.. Headings.Select((_, column) => cells.Max(line => line[column].Length))];
        StringBuilder text = new();
        text.AppendLine(
            $"{report.Machine}; {report.Rounds} rounds of {Figures.Text(report.Slice.TotalNanoseconds, Unit.Time)}");
        text.AppendLine();
        for (int line = 0; line < cells.Length; line++)
        {
            AppendLine(text, cells[line], widths);
            if (line == 0) AppendLine(text, [.. widths.Select(width => new string('-', width))], widths);
        }

        foreach (string note in report.Notes) text.AppendLine().Append("note: ").Append(note);
        return text.ToString().TrimEnd();
    }

    public static string Summary(Finding finding)
    {
        string[] cells = Cells("", finding);
        string beside = finding.Peer is null ? "" : $" beside {cells[3]} {cells[4]}";
        string judged = finding.Target is null ? "" : $" [{cells[6]}, aim {cells[7]}: {cells[8]}]";
        return $"{finding.What}: {finding.Ours.Name} {cells[2]}{beside}: {cells[5]}{judged}";
    }

    private static string[] Cells(string row, Finding finding) =>
    [
        row,
        finding.What,
        Figures.Text(finding.Ours),
        finding.Peer?.Name ?? "",
        finding.Peer is { } peer ? Figures.Text(peer) : "",
        Figures.Text(finding.Result.Median, finding.Result.Unit),
        Limit(finding, finding.Target?.Least),
        Limit(finding, finding.Target?.Aim),
        finding.Verdict ?? "",
    ];

    private static string Limit(Finding finding, double? limit) => limit is { } figure
        ? (finding.Target!.IsUpperLimit ? "≤ " : "≥ ") + Figures.Text(figure, finding.Result.Unit)
        : "";

    private static void AppendLine(StringBuilder text, string[] cells, int[] widths)
    {
        for (int column = 0; column < cells.Length; column++)
            text.Append(column == 0 ? "| " : " | ").Append(cells[column].PadRight(widths[column]));
        text.AppendLine(" |");
    }
}
