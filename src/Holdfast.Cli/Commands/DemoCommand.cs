using System.Globalization;
using Holdfast.Cli.Demo;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Lets processes make an inventory of real files in one state, kills some, and checks the result.</summary>
internal sealed class DemoCommand : Command
{
    private static readonly OptionSyntax Input =
        new("--input", "The folder whose files are hashed. Default: the .NET runtime's own.") { ValueName = "folder" };

    private static readonly OptionSyntax Workers =
        new("--workers", "How many processes share the work. Default: 4.") { ValueName = "n" };

    private static readonly OptionSyntax Kills =
        new("--kill", "How many of them are killed in the middle. Default: 1.") { ValueName = "n" };

    public override CommandSyntax Syntax { get; } = new(
        "demo", "Lets processes make an inventory of real files, kills one in the middle, and checks the result.")
    {
        Options = [Input, Workers, Kills],
        Examples = ["holdfast demo", "holdfast demo --input . --workers 8 --kill 3", "holdfast demo --json"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        int workers = Count(arguments, Workers, DemoOptions.DefaultWorkers, least: 1, DemoOptions.MostWorkers);
        int kills = Count(arguments, Kills, Math.Min(DemoOptions.DefaultKills, workers), least: 0, workers);
        string input = Path.GetFullPath(NotEmpty(arguments.Text(Input), Input) ?? InputFiles.DefaultFolder);
        string? store = StoreFolder(arguments.Text(GlobalOptions.Store), input);
        DemoOptions options = new(
            input,
            InputFiles.List(input),
            workers,
            kills,
            store,
            arguments.Text(GlobalOptions.Namespace) ?? DemoOptions.DefaultNamespace);
        return session => DemoRun.Run(session, options);
    }

    private static int Count(Arguments arguments, OptionSyntax option, int fallback, int least, int most)
    {
        if (!arguments.TryGet(option, out string? text)) return fallback;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        if (isNumber && count >= least && count <= most) return count;
        string reason = option == Kills ? ", as there are no more workers" : "";
        throw Wrong.Usage($"{option.Name} '{text}' is out of range; give a number from {least} to {most}{reason}");
    }

    private static string? StoreFolder(string? text, string input)
    {
        if (text is null) return null;
        if (text.Contains(':'))
            throw Wrong.Usage($"the workers are processes, which cannot share '{text}'; give --store a folder");
        string folder = Path.GetFullPath(text);
        return IsWithin(folder, input)
            ? throw Wrong.Usage($"the store '{text}' is within the input, and would change meanwhile; put it elsewhere")
            : folder;
    }

    private static bool IsWithin(string folder, string parent) =>
        (folder + Path.DirectorySeparatorChar).StartsWith(
            parent.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? NotEmpty(string? text, OptionSyntax option) =>
        text is "" ? throw Wrong.Usage($"{option.Name} is empty; give a folder") : text;
}
