using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <summary>Machines in memory, as they are when nothing more is asked for.</summary>
public sealed class MemoryMachineTests : MachineContract
{
    protected override Machine<TState, TTrigger> Make<TState, TTrigger>(
        MachineDefinition<TState, TTrigger> definition, object? context = null) =>
        definition.CreateMachine(new MachineOptions { TimeProvider = Clock, Context = context });

    [Fact]
    public void Fire_WithAGuard_AllocatesNothing()
    {
        bool isOpen = true;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid).If("it is open", () => isOpen);
        builder.In(Order.Paid).On(Step.Cancel, Order.New).If("it is open", () => isOpen);
        using Machine<Order, Step> order = builder.Build().CreateMachine();
        FireTwice(order, 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FireTwice(order, 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4_000, order.Number);
    }

    [Fact]
    public void CreateMachine_WithAStart_BeginsThere()
    {
        using Machine<Order, Step> order = BuilderTests.Orders().CreateMachine(Order.Paid);
        Assert.Equal(Order.Shipped, order.Fire(Step.Ship));
    }

    [Fact]
    public void Number_InMemory_CountsTransitions()
    {
        using Machine<Order, Step> order = BuilderTests.Orders().CreateMachine();
        order.Fire(Step.Pay);
        order.TryFire(Step.Pay);
        order.Fire(Step.Ship);
        Assert.Equal(2, order.Number);
    }

    private static void FireTwice(Machine<Order, Step> order, int times)
    {
        for (int index = 0; index < times; index++)
        {
            order.Fire(Step.Pay);
            order.TryFire(Step.Cancel);
        }
    }
}
