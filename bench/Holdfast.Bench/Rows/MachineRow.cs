using Holdfast.Bench.Measuring;
using Holdfast.Machines;

namespace Holdfast.Bench.Rows;

/// <summary>Firings of a machine in memory, each with a guard and without actions.</summary>
internal sealed class MachineRow : Row
{
    private const int AllocationFirings = 1_000_000;

    public override string Name => "machine";

    public override string About => "Machine.Fire in memory, with a guard and no action";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Machine<Light, Press> byEnum = Define(Light.Off, Light.On, Press.Up, Press.Down).CreateMachine();
        using Machine<string, string> byText = Define("off", "on", "up", "down").CreateMachine();
        Holder holder = new();
        Series[] series = Rounds.Take(
            bench,
            Contend(bench, "enum", count => Fire(byEnum, Press.Up, Press.Down, count)),
            Contend(bench, "text", count => Fire(byText, "up", "down", count)),
            Contend(bench, "a switch and a CompareExchange by hand", holder.Fire));
        yield return Finding.Alone("states and triggers of an enum", series[0], Target.AtMost(40, 15));
        yield return Finding.Alone("states and triggers that are texts", series[1], Target.AtMost(60, 30));
        yield return Finding.Compare("states and triggers of an enum", series[0], series[2]);
        yield return Finding.Alone(
            "bytes allocated by a million firings of each kind", Allocation(byEnum, byText), Target.AtMost(0, 0));
    }

    private static Contender Contend(Workbench bench, string name, Action<int> repeat) =>
        new(name, Unit.Time, () => Loop.Time(bench.Options.Slice, repeat));

    private static MachineDefinition<TState, TTrigger> Define<TState, TTrigger>(
        TState off, TState on, TTrigger up, TTrigger down)
        where TState : notnull
        where TTrigger : notnull
    {
        bool hasPower = true;
        var builder = new MachineBuilder<TState, TTrigger>(off);
        builder.In(off).On(up, on).If("there is power", () => hasPower);
        builder.In(on).On(down, off).If("there is power", () => hasPower);
        return builder.Build();
    }

    private static void Fire<TState, TTrigger>(
        Machine<TState, TTrigger> machine, TTrigger up, TTrigger down, int count)
        where TState : notnull
        where TTrigger : notnull
    {
        TTrigger first = machine.CanFire(up) ? up : down, second = first.Equals(up) ? down : up;
        for (int index = 0; index < count; index++) machine.Fire((index & 1) == 0 ? first : second);
    }

    private static Series Allocation(Machine<Light, Press> byEnum, Machine<string, string> byText)
    {
        // A refusal allocates its answer; from the first state on, none of these is refused.
        byEnum.TryFire(Press.Down);
        byText.TryFire("down");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 0; index < AllocationFirings; index += 2)
        {
            byEnum.TryFire(Press.Up);
            byEnum.TryFire(Press.Down);
            byText.TryFire("up");
            byText.TryFire("down");
        }

        double allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Series("firings", Unit.Bytes, [allocated]);
    }

    private enum Light
    {
        Off,
        On,
    }

    private enum Press
    {
        Up,
        Down,
    }

    /// <summary>What a careful programmer writes without a library, for these two states and no other.</summary>
    private sealed class Holder
    {
        private readonly Func<bool> _guard = static () => true;
        private int _state;

        public void Fire(int count)
        {
            Press first = _state == (int)Light.Off ? Press.Up : Press.Down;
            Press second = first == Press.Up ? Press.Down : Press.Up;
            for (int index = 0; index < count; index++)
                if (!TryFire((index & 1) == 0 ? first : second)) throw new InvalidOperationException("Refused.");
        }

        private bool TryFire(Press press)
        {
            int seen = Volatile.Read(ref _state);
            int next = ((Light)seen, press) switch
            {
                (Light.Off, Press.Up) => (int)Light.On,
                (Light.On, Press.Down) => (int)Light.Off,
                _ => -1,
            };
            return next >= 0 && _guard() && Interlocked.CompareExchange(ref _state, next, seen) == seen;
        }
    }
}
