using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Getting a machine: what is stored of it, and what may be there already.</content>
public abstract partial class StoredMachineContract
{
    [Fact]
    public void GetMachine_NothingThere_MakesItWithItsDefinition()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Assert.Equal("New", State["/machine/current/state"]);
        Assert.Equal("start", State["/machine/current/kind"]);
        Assert.Equal(BuilderTests.Orders().ToJson(), State["/machine/definition"]);
        Revision made = State.Revision;
        using Machine<Order, Step> same = Make(BuilderTests.Orders());
        Assert.Equal(made, State.Revision);
    }

    [Fact]
    public void GetMachine_StateThatTheDefinitionLost_IsRefusedOrMigrated()
    {
        var old = new MachineBuilder<string, string>("waiting");
        old.In("waiting").On("pay", "settled");
        old.Terminal("settled");
        using (Machine<string, string> machine = Make(old.Build())) machine.Fire("pay");
        var young = new MachineBuilder<string, string>("waiting");
        young.In("waiting").On("pay", "paid");
        young.Terminal("paid");
        MachineDefinition<string, string> definition = young.Build();
        Revision before = State.Revision;
        HoldfastOperationException lost =
            Assert.Throws<HoldfastOperationException>(() => State.GetMachine("/machine", definition));
        Assert.Equal(ErrorCode.UnknownMachineName, lost.Code);
        Assert.Contains("'settled'", lost.Message, StringComparison.Ordinal);
        Assert.Equal(before, State.Revision);
        using Machine<string, string> migrated = State.GetMachine("/machine", definition, Options<string>() with
        {
            Migrate = name => name == "settled" ? "paid" : "waiting",
        });
        Assert.Equal("paid", migrated.Current);
        Assert.Equal(definition.ToJson(), State["/machine/definition"]);
        Assert.Equal(TransitionKind.Restored, TransitionKindOf("/machine"));
        Assert.Equal(["waiting", "paid", "paid"], migrated.History.Select(transition => transition.To));
    }

    [Fact]
    public void GetMachine_SomethingElseThere_IsRefused()
    {
        State["/machine/current"] = "an engine";
        Assert.Equal(
            ErrorCode.NotAMachine,
            Assert.Throws<HoldfastOperationException>(() => Make(BuilderTests.Orders())).Code);
    }

    [Fact]
    public void GetMachine_SharedDefinition_IsStoredOnce()
    {
        State section = State.GetSection("/shop");
        StoredMachineOptions<Order> options = Options<Order>() with { DefinitionPath = "/definitions/order" };
        using Machine<Order, Step> one = section.GetMachine("/orders/1", BuilderTests.Orders(), options);
        using Machine<Order, Step> two = section.GetMachine("/orders/2", BuilderTests.Orders(), options);
        Assert.Equal("/shop/definitions/order", State["/shop/orders/2/definition"]);
        using Machine<string, string> stored = State.GetStoredMachine("/shop/orders/2");
        stored.Fire("Pay");
        using Machine<string, string> inSection = section.GetStoredMachine("/orders/2");
        Assert.Equal("Paid", inSection.Current);
        Assert.Equal((Order.New, Order.Paid), (one.Current, two.Current));
    }

    [Fact]
    public async Task GetMachineAsync_NothingThere_MakesIt()
    {
        using Machine<Order, Step> order = await State.GetMachineAsync(
            "/machine", BuilderTests.Orders(), Options<Order>(), Token);
        Assert.Equal(Order.Paid, await order.FireAsync(Step.Pay, Token));
        Assert.Equal("Paid", State["/machine/current/state"]);
    }

    [Fact]
    public void GetStoredMachine_GuardWithoutCode_IsRefusedUnlessItIsGiven()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New)
            .On(Step.Ship, Order.Shipped).If("it is in stock", () => true)
            .On(Step.Cancel, Order.Cancelled);
        builder.Terminal(Order.Shipped, Order.Cancelled);
        Make(builder.Build()).Dispose();
        using Machine<string, string> bare = State.GetStoredMachine("/machine");
        HoldfastOperationException missing =
            Assert.Throws<HoldfastOperationException>(() => { bare.Fire("Ship"); });
        Assert.Equal(ErrorCode.MachineCodeMissing, missing.Code);
        Assert.Contains("it is in stock", missing.Message, StringComparison.Ordinal);
        using Machine<string, string> whole = State.GetStoredMachine(
            "/machine",
            new Dictionary<string, Func<GuardContext<string, string>, bool>> { ["it is in stock"] = _ => true });
        Assert.Equal("Shipped", whole.Fire("Ship"));
        Assert.Equal("Shipped", bare.Current);
        Assert.Throws<PathNotFoundException>(() => State.GetStoredMachine("/nothing"));
    }
}
