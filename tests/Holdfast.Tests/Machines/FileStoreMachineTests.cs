using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

public sealed class FileStoreMachineTests : StoredMachineContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-machine-").FullName;

    protected override Store OpenStore() => Store.Open(Path.Combine(_folder, "store"));

    protected override void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void GetMachine_OpenedAgain_IsWhereItWasWithItsHistory()
    {
        using (Machine<Order, Step> order = Make(BuilderTests.Orders())) order.Fire(Step.Pay);
        Reopen();
        using Machine<Order, Step> again = Make(BuilderTests.Orders());
        Assert.Equal(Order.Paid, again.Current);
        again.Fire(Step.Ship);
        Assert.Equal([Order.New, Order.Paid, Order.Shipped], again.History.Select(transition => transition.To));
    }

    [Fact]
    public void Delay_OverWhileNobodyHadItOpen_IsTakenByWhoOpensIt()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).After(TimeSpan.FromDays(1), Order.Cancelled);
        builder.Terminal(Order.Cancelled);
        MachineDefinition<Order, Step> definition = builder.Build();
        Make(definition).Dispose();
        Reopen();
        Clock.Advance(TimeSpan.FromDays(2));
        using Machine<Order, Step> order = Make(definition);
        Clock.Advance(TimeSpan.FromSeconds(1));
        order.WaitFor(Order.Cancelled);
        Assert.Equal([TransitionKind.Start, TransitionKind.Elapsed], order.History.Select(step => step.Kind));
    }
}
