using System.Diagnostics;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>What <c>holdfast get</c> takes as a whole process, beside a program that does nothing.</summary>
internal sealed class StartRow : Row
{
    private const int StartsAFigure = 5;
    private const string EmptyName = "empty";

    private const string EmptyProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    public override string Name => "start";

    public override string About => "holdfast get in a small store as a whole process, beside an empty .NET program";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        if (!bench.Has(Tool.Sdk)) yield break;
        if (FindSources() is not { } sources)
        {
            bench.Note("the sources of the command line are not above this program, so its start is not measured");
            yield break;
        }

        string store = bench.NewFolder();
        string command = Path.Combine(
            Publish(Path.Combine(sources, "src", "Holdfast.Cli"), bench.NewFolder()), "Holdfast.Cli");
        string empty = Path.Combine(Publish(MakeEmpty(bench.NewFolder()), bench.NewFolder()), EmptyName);
        Run(command, "--store", store, "set", "/stock/tea", "10");
        Series[] series = Rounds.Take(
            bench,
            new("holdfast get", Unit.Time, () => TimeOf(command, "--store", store, "get", "/stock/tea")),
            new("empty program", Unit.Time, () => TimeOf(empty)));
        yield return Finding.Compare("whole process", series[0], series[1], Target.AtMost(1.6, 1.35));
    }

    private static string? FindSources()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Holdfast.slnx"))) return folder.FullName;
        return null;
    }

    private static string MakeEmpty(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, EmptyName + ".csproj"), EmptyProject);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;");
        return folder;
    }

    /// <summary>
    /// Publishes as the tool is packed: for the machine that it runs on, compiled ahead of time where the project says
    /// so.
    /// </summary>
    private static string Publish(string project, string output)
    {
        Run("dotnet", "publish", project, "-c", "Release", "--use-current-runtime", "--no-self-contained", "-v",
            "quiet", "-o", output);
        return output;
    }

    private static double TimeOf(string program, params string[] words)
    {
        long start = Stopwatch.GetTimestamp();
        for (int time = 0; time < StartsAFigure; time++) Run(program, words);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / StartsAFigure;
    }

    private static void Run(string program, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', words)} ended with status {process.ExitCode}: {output}");
    }
}
