using Holdfast.Cli.Execution;
using Holdfast.Documents.Drawing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Holdfast.Cli.Output;

/// <summary>
/// Prints tables, drawn on a terminal and elsewhere as plain lines that other programs read; and trees.
/// </summary>
internal static class Report
{
    /// <summary>
    /// Prints rows; without a terminal each is a line of texts with tabs between them, and no heading.
    /// </summary>
    public static void Table(Session session, string[] headings, IEnumerable<string[]> rows)
    {
        if (!session.Host.IsOutputTerminal())
        {
            foreach (string[] row in rows) session.Answers.Line(string.Join('\t', row.Select(Printable.Text)));
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        foreach (string heading in headings) table.AddColumn(new TableColumn(new Text(heading, Bold(session.Host))));
        foreach (string[] row in rows) table.AddRow(row.Select(cell => new Text(Printable.Text(cell))));
        Draw(session.Host, table);
    }

    /// <summary>Prints a value as a tree: objects are branches, and everything else is a leaf.</summary>
    public static void Tree(Session session, string name, Value value)
    {
        foreach (string line in TreeDrawing.Draw(value, name).TrimEnd('\n').Split('\n')) session.Answers.Line(line);
    }

    private static Style Bold(Host host) => host.HasColours ? new Style(decoration: Decoration.Bold) : Style.Plain;

    private static void Draw(Host host, IRenderable drawing)
    {
        using StreamWriter writer = new(host.Output, leaveOpen: true);
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = host.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new TerminalOutput(host, writer),
        }).Write(drawing);
    }
}
