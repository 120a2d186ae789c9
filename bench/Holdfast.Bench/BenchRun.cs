using Holdfast.Bench.Measuring;
using Holdfast.Bench.Output;
using Holdfast.Bench.Rows;

namespace Holdfast.Bench;

/// <summary>One run: the rows that were asked for, one after the other, then the report.</summary>
internal static class BenchRun
{
    private const int WrongUsage = 2;

    public static int Run(string[] words)
    {
        try
        {
            BenchOptions options = BenchOptions.Parse(words);
            IReadOnlyList<Row> rows = RowTable.Select(options.Rows);
            if (options.IsList)
            {
                foreach (Row row in rows) Console.WriteLine($"{row.Name,-10} {row.About}");
                return 0;
            }

            Measure(options, rows);
            return 0;
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            Console.Error.WriteLine(BenchOptions.Usage);
            return WrongUsage;
        }
    }

    private static void Measure(BenchOptions options, IReadOnlyList<Row> rows)
    {
        using var bench = new Workbench(options);
        Report report = new(Machine.Describe(bench.Folder), options.Rounds, options.Slice);
        foreach (Row row in rows)
        {
            Console.Error.WriteLine($"measuring {row.Name}: {row.About}");
            foreach (Finding finding in row.Measure(bench))
            {
                report.Add(row, finding);
                Console.Error.WriteLine("  " + TextReport.Summary(finding));
            }
        }

        report.End(bench.Notes);
        Console.WriteLine(options.IsJson ? JsonReport.Of(report) : TextReport.Of(report));
    }
}
