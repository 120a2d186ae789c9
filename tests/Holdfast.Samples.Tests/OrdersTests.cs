namespace Holdfast.Samples.Tests;

public sealed class OrdersTests : SampleTest
{
    [Fact]
    public async Task Orders_WorkerKilled_TheNextOneGoesOn()
    {
        string output = await Sample.RunAsync("Orders", 0, StorePath);
        Assert.StartsWith(
            "killed while the order was Paid\nNew at the start\nPaid by Pay 4.20\nPacked by Pack\nShipped by Ship\n"
                + "tea left: 9, kept in ",
            output,
            StringComparison.Ordinal);
        using Store store = Store.Open(StorePath);
        State shop = store.GetState("shop");
        Assert.Equal("Shipped", shop["/orders/1/current/state"]);
        Assert.Equal("/definitions/order", shop["/orders/1/definition"]);
    }
}
