using System.Globalization;
using Holdfast.Cli.Bench;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Measures a store on this machine, and says whether it is as fast as stated.</summary>
internal sealed class BenchCommand : Command
{
    private const string All = "all";
    private const double DefaultSeconds = 2;
    private static readonly TimeSpan MostTime = TimeSpan.FromHours(1);

    private static readonly OptionSyntax Processes = new(
        "--processes", "How many processes work; for wake, how many watch. Default: 4 for atomic, else 1.")
    {
        ValueName = "n",
    };

    private static readonly OptionSyntax Durable = new(
        "--durability", "What the commits have to survive. Default: process.")
    {
        ValueName = "durability",
        Choices = ["process", "disk"],
    };

    private static readonly OptionSyntax Seconds =
        new("--seconds", "How long each is measured. Default: 2.") { ValueName = "time" };

    private static readonly OptionSyntax Check =
        new("--check", "Says PASS or FAIL: 90 % of the stated rate, slowest below 500 ms, deviation below 100 ms.");

    public override CommandSyntax Syntax { get; } = new(
        "bench", "Measures this store on this machine, in a namespace of its own.")
    {
        Arguments =
        [
            new ArgumentSyntax("measure", "What to measure. Default: all.", 0, 1)
            {
                Choices = ["read", "commit", "atomic", "wake", All],
            },
        ],
        Options = [Processes, Durable, Seconds, Check],
        Examples =
            ["holdfast bench", "holdfast bench commit --durability disk --seconds 5", "holdfast bench --check --json"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        BenchKind[] kinds = arguments.Texts is [not All and var what]
            ? [Enum.Parse<BenchKind>(what, ignoreCase: true)]
            : Enum.GetValues<BenchKind>();
        BenchPlan plan = new(
            kinds,
            Texts.CountIfAny(arguments, Processes),
            arguments.Text(Durable) == "disk" ? Durability.Disk : Durability.Process,
            Texts.DurationIfAny(arguments, Seconds) ?? TimeSpan.FromSeconds(DefaultSeconds),
            arguments.Has(Check));
        if (plan.Processes > BenchPlan.MostProcesses)
            throw Wrong.Usage($"{Processes.Name} {plan.Processes} is too many; give at most {BenchPlan.MostProcesses}");
        if (plan.Time <= TimeSpan.Zero || plan.Time > MostTime)
            throw Wrong.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"{Seconds.Name} has to be more than 0 and at most {MostTime.TotalSeconds}"));
        return session => Run(session, plan);
    }

    private static ExitStatus Run(Session session, BenchPlan plan)
    {
        if (session.Settings.Address.StartsWith("memory:", StringComparison.Ordinal)
            && plan.Kinds.Any(kind => plan.WorkersOf(kind) > 0))
            throw Wrong.Usage(
                "a store in memory has one process; measure read or commit, or atomic with --processes 1");
        using Signals signals = session.Host.Listen();
        List<BenchResult> results = [];
        try
        {
            foreach (BenchResult result in new BenchRun(session.Store, plan, signals.Token).Measure())
                results.Add(result);
        }
        catch (Exception) when (signals.Token.IsCancellationRequested)
        {
            throw new InterruptedException(signals.Status);
        }

        BenchReport.Print(session, plan, results);
        return plan.IsCheck && results.Exists(result => result.Faults.Count > 0) ? ExitStatus.No : ExitStatus.Done;
    }
}
