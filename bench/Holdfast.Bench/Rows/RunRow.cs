using Holdfast.Bench.Measuring;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Bench.Rows;

/// <summary>The question of every worker: may I go on?</summary>
internal sealed class RunRow : Row
{
    public override string Name => "run";

    public override string About => "RunState.ThrowIfCancelled, neither cancelled nor paused";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        RunState run = new();
        run.Start();
        using CancellationTokenSource source = new();
        CancellationToken token = source.Token;
        Series[] series = Rounds.Take(
            bench,
            new Contender("ThrowIfCancelled", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++) run.ThrowIfCancelled();
            })),
            new Contender("CancellationToken", Unit.Time, () => Loop.Time(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++) token.ThrowIfCancellationRequested();
            })));
        yield return Finding.Compare("ThrowIfCancelled", series[0], series[1], Target.AtMost(3, 1.5));
    }
}
