using Holdfast.Cli.Execution;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Holdfast.Cli.Output;

/// <summary>
/// Prints tables and trees: drawn on a terminal, and elsewhere as plain lines that other programs read.
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

    /// <summary>Prints a value as a tree; without a terminal indented by two blanks a level.</summary>
    public static void Tree(Session session, string name, Value value)
    {
        if (!session.Host.IsOutputTerminal())
        {
            PrintBranch(session.Answers, name, value, 0);
            return;
        }

        Tree tree = new(new Text(name, Bold(session.Host)));
        AddBranches(tree, value);
        Draw(session.Host, tree);
    }

    private static void PrintBranch(Answers answers, string name, Value value, int depth)
    {
        answers.Line(new string(' ', 2 * depth) + Label(name, value));
        foreach (KeyValuePair<string, Value> child in Children.Of(value))
            PrintBranch(answers, child.Key, child.Value, depth + 1);
    }

    private static void AddBranches(IHasTreeNodes parent, Value value)
    {
        foreach (KeyValuePair<string, Value> child in Children.Of(value))
            AddBranches(parent.AddNode(new Text(Label(child.Key, child.Value))), child.Value);
    }

    private static string Label(string name, Value value) =>
        value.Count > 0 ? Printable.Text(name) : $"{Printable.Text(name)}: {Printable.Value(value)}";

    private static Style Bold(Host host) => host.HasColours ? new Style(decoration: Decoration.Bold) : Style.Plain;

    private static void Draw(Host host, IRenderable drawing)
    {
        using StreamWriter writer = new(host.Output, leaveOpen: true);
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = host.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        }).Write(drawing);
    }
}
