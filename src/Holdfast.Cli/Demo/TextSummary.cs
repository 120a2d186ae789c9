using System.Globalization;
using Holdfast.Cli.Demo.Processes;
using Holdfast.Cli.Output;
using Holdfast.Documents.Patches;

namespace Holdfast.Cli.Demo;

/// <summary>Tells the result of a demonstration to a person.</summary>
internal sealed class TextSummary(Answers answers, DemoResult result)
{
    private const double Megabyte = 1e6;
    private const int MostOperations = 8;
    private const string SafeCharacters = "/._-+=:@%";

    public static void Write(Answers answers, DemoResult result)
    {
        TextSummary summary = new(answers, result);
        summary.TellResult();
        summary.TellHistory();
        summary.TellDifference();
        summary.TellRollback();
        summary.TellCommands();
    }

    private void TellResult()
    {
        Line($"{Inventory.CountDone(result.End)} files, {Inventory.CountBytes(result.End) / Megabyte:0.0} MB "
            + $"by {result.Options.Workers} processes in {result.Elapsed.TotalSeconds:0.00} s "
            + $"({result.Total.TotalSeconds:0.00} s with their start and end)");
        if (result.Audit.Unreadable > 0)
            Line($"{result.Audit.Unreadable} of the files cannot be read, and are listed with the reason");
        Line($"{result.Audit.Commits} commits; {Inventory.CountConflicts(result.End)} conflicts, each tried again");
        foreach (Takeover takeover in result.Audit.Takeovers)
            Line($"worker {takeover.From} died with {takeover.File} unfinished; worker {takeover.By} took it over");
        if (result.Audit.Problems.Count == 0)
            Line("it adds up: a plain sequential pass finds the same sizes and digests, and at each revision each file "
                + "was in the queue or done, and not both");
        foreach (string problem in result.Audit.Problems) Line($"it does not add up: {problem}");
    }

    private void TellHistory()
    {
        Title(result.Tour.IsDeath ? "the history around the death" : "the end of the history", "log");
        foreach (Moment moment in result.Tour.Around)
            Line($"  {moment.Revision}  {moment.Time}  {moment.Who,-9}  {moment.What}");
    }

    private void TellDifference()
    {
        Title(
            result.Tour.IsDeath ? "what the death changed" : "what the last result changed",
            $"diff {result.Tour.Event.Previous} {result.Tour.Event}");
        IReadOnlyList<PatchOperation> operations = result.Tour.Difference.Operations;
        foreach (PatchOperation operation in operations.Take(MostOperations)) Line($"  {operation}");
        if (operations.Count > MostOperations) Line($"  and {operations.Count - MostOperations} more");
    }

    private void TellRollback()
    {
        Title("a mistake and the way back", $"rollback {result.End.Revision}");
        Line($"  revision {result.Tour.Mistake}: all results removed");
        Line($"  revision {result.Tour.Restored}: rolled back, "
            + (result.Tour.IsEqual ? "and everything is as it was" : "but not everything is as it was"));
    }

    private void TellCommands()
    {
        string name = result.Audit.Takeovers is [var first, ..] ? first.File : result.Options.Files[0];
        string file = Quote((Inventory.Files / name).ToString());
        string alias = Quote(string.Join(' ', ThisProgram.Words.Select(Quote)));
        Line("");
        Line("the state is kept; look around:");
        if (!ThisProgram.IsCommand) Line($"  alias holdfast={alias}");
        Line($"  export HOLDFAST_STORE={Quote(result.Folder)} HOLDFAST_NAMESPACE={Quote(result.Options.Namespace)}");
        Line("  holdfast get /totals");
        Line("  holdfast log -n 5");
        Line($"  holdfast get {file} --at {result.End.Revision}");
        Line($"  holdfast log {file}");
        Line($"  holdfast show {result.Tour.Event}");
        Line($"  holdfast diff {result.Tour.Event.Previous} {result.Tour.Event}");
        Line("  holdfast watch --from 1 --count 3");
    }

    private void Title(string text, string command)
    {
        Line("");
        Line($"{text} (holdfast {command}):");
    }

    private void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    private void Line(string text) => answers.Line(Printable.Text(text));

    /// <summary>Quotes a text for a shell, where it needs that.</summary>
    private static string Quote(string text) =>
        text.Length > 0
        && text.All(character => char.IsAsciiLetterOrDigit(character) || SafeCharacters.Contains(character))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
