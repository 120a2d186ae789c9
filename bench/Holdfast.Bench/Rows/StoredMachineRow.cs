using Holdfast.Bench.Measuring;
using Holdfast.Machines;

namespace Holdfast.Bench.Rows;

/// <summary>Firings of a machine at a path, beside commits of the kernel alone.</summary>
internal sealed class StoredMachineRow : Row
{
    private const int AllocationFirings = 10_000;

    private static readonly StatePath Plain = StatePath.Parse("/plain/state");

    public override string Name => "stored-machine";

    public override string About => "a machine at a path in the file log: fire, beside one commit";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store store = Store.Open(bench.NewFolder());
        State state = store.GetState("machines");
        var builder = new MachineBuilder<string, string>("off");
        builder.In("off").On("up", "on").If("there is power", () => true);
        builder.In("on").On("down", "off").If("there is power", () => true);
        using Machine<string, string> machine = state.GetMachine("/light", builder.Build());
        Series[] series = Rounds.Take(
            bench,
            Contend(bench, "fire", count => Fire(machine, count)),
            Contend(bench, "Set of one value", count => Set(state, count)),
            Contend(bench, "Atomic: read, then set an object of five members", count => Atomic(state, count)));
        yield return Finding.Compare("fire", series[0], series[1], Target.AtMost(1.5, 1.1));
        yield return Finding.Compare("fire", series[0], series[2]);
        yield return Finding.Compare(
            "bytes allocated by one firing",
            Allocation("fire", count => Fire(machine, count)),
            Allocation("Set of one value", count => Set(state, count)));
    }

    private static Series Allocation(string name, Action<int> repeat)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        repeat(AllocationFirings);
        double allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Series(name, Unit.Bytes, [allocated / AllocationFirings]);
    }

    private static Contender Contend(Workbench bench, string name, Action<int> repeat) =>
        new(name, Unit.Time, () => Loop.Time(bench.Options.Slice, repeat));

    private static void Fire(Machine<string, string> machine, int count)
    {
        for (int index = 0; index < count; index++) machine.Fire(machine.Current == "off" ? "up" : "down");
    }

    private static void Set(State state, int count)
    {
        for (int index = 0; index < count; index++) state.Set(Plain, (index & 1) == 0 ? "on" : "off");
    }

    private static void Atomic(State state, int count)
    {
        for (int index = 0; index < count; index++)
        {
            state.Atomic(transaction =>
            {
                transaction.TryGet(Plain, out Value _);
                transaction.Set(Plain, Value.FromMembers(
                [
                    new("state", "on"), new("from", "off"), new("trigger", "up"), new("number", index),
                    new("time", "2030-01-01T00:00:00.0000000Z"),
                ]));
            });
        }
    }
}
