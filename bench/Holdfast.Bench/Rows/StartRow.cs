using System.Diagnostics;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>What <c>holdfast get</c> takes as a whole process, beside a program that does nothing.</summary>
internal sealed class StartRow : Row
{
    private const int StartsAFigure = 5;

    public override string Name => "start";

    public override string About => "holdfast get in a small store as a whole process, beside an empty .NET program";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        if (!bench.Has(Tool.Sdk)) yield break;
        if (PublishedProgram.FindSources() is not { } sources)
        {
            bench.Note("the sources of the command line are not above this program, so its start is not measured");
            yield break;
        }

        string store = bench.NewFolder();
        string command = Path.Combine(
            PublishedProgram.Publish(Path.Combine(sources, "src", "Holdfast.Cli"), bench.NewFolder()), "Holdfast.Cli");
        string empty = PublishedProgram.Make(bench, "empty", "return 0;");
        PublishedProgram.Run(command, "--store", store, "set", "/stock/tea", "10");
        Series[] series = Rounds.Take(
            bench,
            new("holdfast get", Unit.Time, () => TimeOf(command, "--store", store, "get", "/stock/tea")),
            new("empty program", Unit.Time, () => TimeOf(empty)));
        yield return Finding.Compare("whole process", series[0], series[1], Target.AtMost(1.6, 1.35));
    }

    private static double TimeOf(string program, params string[] words)
    {
        long start = Stopwatch.GetTimestamp();
        for (int time = 0; time < StartsAFigure; time++) PublishedProgram.Run(program, words);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / StartsAFigure;
    }
}
