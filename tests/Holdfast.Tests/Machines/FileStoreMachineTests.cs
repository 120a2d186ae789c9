using Holdfast.Errors;
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
    public void History_Trimmed_IsACodedErrorAndTheRestIsRead()
    {
        Store store = State.Store;
        store.SetRetention("machines", new() { Bytes = 0 });
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        order.Fire(Step.Pay);
        Trim();
        ThrowsTrimmed(order.History);
        ThrowsTrimmed(order.HistoryFrom(1));
        long oldest = State.OldestRevision.Number;
        Assert.Empty(order.HistoryFrom(oldest));
        order.Fire(Step.Ship);
        Assert.Contains(
            $"begins at revision {oldest}; read it with HistoryFrom({oldest})",
            ThrowsTrimmed(order.History).Message,
            StringComparison.Ordinal);
        Assert.Equal(Order.Shipped, Assert.Single(order.HistoryFrom(oldest)).To);
        using Machine<Order, Step> young = State.GetMachine("/young", BuilderTests.Orders(), Options<Order>());
        young.Fire(Step.Pay);
        Assert.Equal([Order.New, Order.Paid], young.History.Select(step => step.To));
        Assert.Equal([Order.New, Order.Paid], young.HistoryFrom(1).Select(step => step.To));
        State.Remove("/machine");
        ThrowsTrimmed(order.History);
        Trim();
        Assert.Empty(order.History);
        Assert.Equal(Order.New, order.Current);
        order.Fire(Step.Cancel);
        Assert.Equal(Order.Cancelled, Assert.Single(order.History).To);
    }

    [Fact]
    public void History_OfAStoreThatKeepsNothing_IsKeptWholeAllTheSame()
    {
        using Store store = Store.Open(Path.Combine(_folder, "poor"), new() { Retention = new() { Bytes = 0 } });
        State state = store.GetState("machines");
        using Machine<Order, Step> order = state.GetMachine("/machine", BuilderTests.Orders());
        order.Fire(Step.Pay);
        Fill(state);
        store.Compact();
        Assert.Equal([Order.New, Order.Paid], order.History.Select(step => step.To));
    }

    private void Trim()
    {
        Revision oldest = State.OldestRevision;
        Fill(State);
        State.Store.Compact();
        Assert.True(State.OldestRevision > oldest, "Nothing was trimmed, so that this test tests nothing.");
    }

    private static void Fill(State state)
    {
        for (int index = 0; index < 300; index++) state["/filler"] = new string((char)('a' + (index % 26)), 4_000);
    }

    private static HoldfastOperationException ThrowsTrimmed(IEnumerable<Transition<Order, Step>> history)
    {
        HoldfastOperationException trimmed = Assert.Throws<HoldfastOperationException>(() => history.ToArray());
        Assert.Equal(ErrorCode.TrimmedRevision, trimmed.Code);
        return trimmed;
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
