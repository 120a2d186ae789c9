using System.Globalization;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;

namespace Holdfast.Cli.Bench;

/// <summary>Prints what a bench found: a table, or one JSON object.</summary>
internal static class BenchReport
{
    private const double NanosecondsAMicrosecond = 1e3;

    private static readonly string[] Headings =
        ["what", "processes", "durability", "a second", "mean", "slowest", "deviation"];

    private static readonly string[] CheckHeadings = [.. Headings, "stated", "verdict"];

    public static void Print(Session session, BenchPlan plan, IReadOnlyList<BenchResult> results)
    {
        if (session.IsJson) session.Answers.Line(ToValue(plan, results));
        else Report.Table(
            session, plan.IsCheck ? CheckHeadings : Headings, results.Select(result => ToRow(plan, result)));
    }

    private static string[] ToRow(BenchPlan plan, BenchResult result)
    {
        string[] row =
        [
            NameOf(result.Kind), $"{result.Processes}", NameOf(result.Durability), Number(result.Rate),
            Time(result.Tally.Mean), Time(result.Tally.Slowest), Time(result.Tally.Deviation),
        ];
        return plan.IsCheck ? [.. row, Number(result.StatedRate), Verdict(result)] : row;
    }

    private static Value ToValue(BenchPlan plan, IReadOnlyList<BenchResult> results)
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("seconds", plan.Time.TotalSeconds),
            new("results", Value.FromItems(results.Select(result => ToValue(plan, result)))),
        ];
        if (plan.IsCheck) members.Add(new("passes", results.All(result => result.Faults.Count == 0)));
        return Value.FromMembers(members);
    }

    private static Value ToValue(BenchPlan plan, BenchResult result)
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("what", NameOf(result.Kind)),
            new("processes", result.Processes),
            new("durability", NameOf(result.Durability)),
            new("count", result.Tally.Count),
            new("rate", Math.Round(result.Rate, 1)),
            new("meanMicroseconds", Microseconds(result.Tally.Mean)),
            new("slowestMicroseconds", Microseconds(result.Tally.Slowest)),
            new("deviationMicroseconds", Microseconds(result.Tally.Deviation)),
        ];
        if (plan.IsCheck)
        {
            members.Add(new("statedRate", result.StatedRate));
            members.Add(new("verdict", result.Faults.Count == 0 ? "PASS" : "FAIL"));
            members.Add(new("faults", Value.FromItems(result.Faults.Select(fault => (Value)fault))));
        }

        return Value.FromMembers(members);
    }

    private static string Verdict(BenchResult result) =>
        result.Faults.Count == 0 ? "PASS" : $"FAIL: {string.Join(", ", result.Faults)}";

    private static string NameOf<T>(T name)
        where T : struct, Enum => name.ToString().ToLowerInvariant();

    private static double Microseconds(double nanoseconds) => Math.Round(nanoseconds / NanosecondsAMicrosecond, 3);

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private static string Time(double nanoseconds) =>
        Microseconds(nanoseconds).ToString("0.###", CultureInfo.InvariantCulture) + " µs";
}
