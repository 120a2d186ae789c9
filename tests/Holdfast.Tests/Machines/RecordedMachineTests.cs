using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <summary>Machines in memory that keep their history.</summary>
public sealed class RecordedMachineTests : MachineContract
{
    protected override Machine<TState, TTrigger> Make<TState, TTrigger>(
        MachineDefinition<TState, TTrigger> definition, object? context = null) =>
        definition.CreateMachine(new MachineOptions { TimeProvider = Clock, Context = context, KeepsHistory = true });

    [Fact]
    public void History_Full_ForgetsTheOldest()
    {
        using Machine<Order, Step> order = Notes().CreateMachine(
            new MachineOptions { KeepsHistory = true, HistoryLimit = 3 });
        for (int index = 0; index < 10; index++) order.Fire(Step.Note, index);
        Assert.Equal([7, 8, 9], order.History.Select(transition => transition.Argument));
    }

    [Fact]
    public async Task History_ManyThreads_HasEachTransitionOnceAndInOrder()
    {
        using Machine<Order, Step> order = Notes().CreateMachine(
            new MachineOptions { KeepsHistory = true, HistoryLimit = 100_000 });
        await Parallel.ForAsync(0, 8, Token, async (_, _) =>
        {
            await Task.Yield();
            for (int index = 0; index < 1_000; index++) order.Fire(Step.Note);
        });
        Assert.Equal(Enumerable.Range(0, 8_001).Select(number => (long)number), order.History.Select(t => t.Number));
    }

    private static MachineDefinition<Order, Step> Notes()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).OnStay(Step.Note);
        return builder.Build();
    }
}
