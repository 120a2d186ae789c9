namespace Holdfast.Tests.Architecture;

/// <summary>One row of the parity page: a feature or case, its name there, ours, and what proves it.</summary>
internal sealed record ParityRow(string Text, string[] Cells)
{
    private const string LeftOut = "left out: ";

    /// <summary>The feature or case.</summary>
    public string Name => Cells[0];

    /// <summary>The tests, or why there is none.</summary>
    public string Proof => Cells[^1];

    /// <summary>Why it is left out, up to a semicolon, behind which is what to take instead; null: it is not.</summary>
    public string? ReasonToLeaveOut =>
        Proof.StartsWith(LeftOut, StringComparison.Ordinal) ? Proof[LeftOut.Length..].Split(';')[0] : null;

    /// <summary>Reads the rows of all tables; a bar within a cell is written <c>\|</c>.</summary>
    public static IReadOnlyList<ParityRow> ReadAll(string page) =>
        [.. page.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal)
                && !line.StartsWith("| feature or case", StringComparison.Ordinal))
            .Select(line => new ParityRow(line, Split(line)))];

    private static string[] Split(string line) =>
        [.. line.Replace("\\|", "\0", StringComparison.Ordinal).Trim('|').Split('|')
            .Select(cell => cell.Trim().Replace('\0', '|'))];
}
