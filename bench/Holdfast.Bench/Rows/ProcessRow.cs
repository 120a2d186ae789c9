using System.Diagnostics;
using System.Globalization;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>
/// From the start of a child process to the first line of its function, beside that of an empty program.
/// </summary>
/// <remarks>
/// Both say on the machine's clock when they got there, so that no pipe is measured along. The parent keeps its store
/// open and starts one child after the other, as a program does. A second parent keeps a spare ready, and pauses before
/// each start for longer than that takes to get there.
/// </remarks>
internal sealed class ProcessRow : Row
{
    private const string Empty = """
        using System.Diagnostics;
        Console.WriteLine(Stopwatch.GetTimestamp());
        """;

    private const string Parent = """
        using System.Diagnostics;
        using Holdfast;
        using Holdfast.Processes;

        int spares = args.Length;
        using ProcessContext context = new(options: new ProcessContextOptions { Spares = spares });
        while (Console.ReadLine() is { } line)
        {
            bool isWithState = line == "state";
            if (spares > 0) Thread.Sleep(500);
            long start = Stopwatch.GetTimestamp();
            ChildProcess child = isWithState ? context.Start(Work.WithState) : context.Start(Work.Plain);
            Console.WriteLine(child.Wait<long>() - start);
        }

        static class Work
        {
            public static long Plain() => Stopwatch.GetTimestamp();
            public static long WithState(State state) => Stopwatch.GetTimestamp();
        }
        """;

    public override string Name => "process";

    public override string About =>
        "start of a child process to the first line of its function, beside an empty program";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        if (!bench.Has(Tool.Sdk)) yield break;
        if (PublishedProgram.FindSources() is not { } sources)
        {
            bench.Note("the sources of the package are not above this program, so its children are not measured");
            yield break;
        }

        string empty = PublishedProgram.Make(bench, "empty", Empty);
        string parent = PublishedProgram.Make(
            bench, "parent", Parent,
            Path.Combine(sources, "src", "Holdfast.Processes", "Holdfast.Processes.csproj"));
        using Process starter = StartParent(parent);
        using Process prepared = StartParent(parent, "spare");
        Series[] series = Rounds.Take(
            bench,
            new("child", Unit.Time, () => TimeOfChild(starter, "plain")),
            new("child that is given the state", Unit.Time, () => TimeOfChild(starter, "state")),
            new("child with a spare ready", Unit.Time, () => TimeOfChild(prepared, "plain")),
            new("such a child that is given the state", Unit.Time, () => TimeOfChild(prepared, "state")),
            new("empty program", Unit.Time, () => TimeOfEmpty(empty)));
        End(starter);
        End(prepared);
        Target target = Target.AtMost(1.5, 1.1);
        yield return Finding.Compare("start to the first line", series[0], series[4], target);
        yield return Finding.Compare("the same with the state", series[1], series[4], target);
        yield return Finding.Compare("with a spare ready", series[2], series[4], target);
        yield return Finding.Compare("the same with the state", series[3], series[4], target);
    }

    private static Process StartParent(string program, params string[] words) =>
        Process.Start(new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static void End(Process parent)
    {
        parent.StandardInput.Close();
        parent.WaitForExit();
    }

    private static double TimeOfChild(Process starter, string kind)
    {
        starter.StandardInput.WriteLine(kind);
        return ToNanoseconds(long.Parse(starter.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    private static double TimeOfEmpty(string program)
    {
        long start = Stopwatch.GetTimestamp();
        return ToNanoseconds(long.Parse(PublishedProgram.Run(program), CultureInfo.InvariantCulture) - start);
    }

    private static double ToNanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency;
}
