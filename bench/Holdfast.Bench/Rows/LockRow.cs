using Holdfast.Bench.Measuring;
using Holdfast.Processes.Coordination;

namespace Holdfast.Bench.Rows;

/// <summary>A lock that nobody else wants, beside the two commits that it is made of.</summary>
internal sealed class LockRow : Row
{
    private static readonly StatePath Plain = StatePath.Parse("/plain/lock");

    public override string Name => "lock";

    public override string About => "a lock in the file log: take and release, beside two commits";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store store = Store.Open(bench.NewFolder());
        State state = store.GetState("locks");
        DistributedLock @lock = state.GetLock("/locks/printer");
        Series[] series = Rounds.Take(
            bench,
            Contend(bench, "take and release", count => TakeAndRelease(@lock, count)),
            Contend(bench, "two Atomic: set a small object if missing, remove it", count => SetAndRemove(state, count)),
            Contend(bench, "two Set of one value", count => SetTwice(state, count)));
        yield return Finding.Compare("take and release", series[0], series[1], Target.AtMost(1.2, 1));
        yield return Finding.Compare("take and release", series[0], series[2]);
    }

    private static Contender Contend(Workbench bench, string name, Action<int> repeat) =>
        new(name, Unit.Time, () => Loop.Time(bench.Options.Slice, repeat));

    private static void TakeAndRelease(DistributedLock @lock, int count)
    {
        for (int index = 0; index < count; index++) @lock.Take().Release();
    }

    private static void SetAndRemove(State state, int count)
    {
        for (int index = 0; index < count; index++)
        {
            Value holder = Value.FromMembers([new("process", Environment.ProcessId), new("hold", index)]);
            state.Atomic(transaction =>
            {
                if (!transaction.Exists(Plain)) transaction.Set(Plain, holder);
            });
            state.Atomic(transaction => transaction.Remove(Plain));
        }
    }

    private static void SetTwice(State state, int count)
    {
        for (int index = 0; index < 2 * count; index++) state.Set(Plain, index);
    }
}
