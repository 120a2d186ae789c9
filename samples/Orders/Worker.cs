using Holdfast;
using Holdfast.Machines;

namespace Orders;

/// <summary>The process of somebody who brings an order on its way, from wherever it is.</summary>
internal static class Worker
{
    public static void Run(string folder, string number, bool isToHang)
    {
        using Store store = Store.Open(folder);
        using Machine<OrderState, OrderStep> order = OrderMachine.Open(store.GetState("shop"), number);
        if (order.Current == OrderState.New) order.Fire(OrderMachine.Pay, 4.20m, new() { Reason = "card" });
        if (isToHang) Thread.Sleep(Timeout.Infinite);
        if (order.Current == OrderState.Paid) order.Fire(OrderStep.Pack);
        if (order.Current == OrderState.Packed) order.Fire(OrderStep.Ship);
    }
}
