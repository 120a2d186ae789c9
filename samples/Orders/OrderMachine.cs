using Holdfast;
using Holdfast.Machines;

namespace Orders;

/// <summary>The machine of an order: what leads where, what must hold, and what changes with it.</summary>
internal static class OrderMachine
{
    private static readonly StatePath Tea = "/stock/tea";

    static OrderMachine()
    {
        // Actions run inside the commit of the firing, so that stock and order can never disagree.
        var builder = new MachineBuilder<OrderState, OrderStep>(OrderState.New).RevertOnFailure();
        Pay = builder.Trigger<decimal>(OrderStep.Pay);
        builder.In(OrderState.New)
            .On(Pay, OrderState.Paid).If("it is the whole price", amount => amount >= 4.20m)
            .On(OrderStep.Cancel, OrderState.Cancelled)
            .After(TimeSpan.FromDays(14), OrderState.Cancelled);
        builder.In(OrderState.Paid)
            .On(OrderStep.Pack, OrderState.Packed)
            .If("it is in stock", context => context.View!.Get<int>(Tea) > 0)
            .Do(context => context.Transaction!.Add(Tea, -1), "take it from the stock");
        builder.In(OrderState.Packed).On(OrderStep.Ship, OrderState.Shipped);
        builder.Terminal(OrderState.Shipped, OrderState.Cancelled);
        Definition = builder.Build();
    }

    public static TypedTrigger<OrderStep, decimal> Pay { get; }

    private static MachineDefinition<OrderState, OrderStep> Definition { get; }

    public static Machine<OrderState, OrderStep> Open(State shop, string number) =>
        shop.GetMachine($"/orders/{number}", Definition, new() { DefinitionPath = "/definitions/order" });
}
