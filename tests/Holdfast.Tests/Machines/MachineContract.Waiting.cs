using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Waiting for a state.</content>
public abstract partial class MachineContract
{
    [Fact]
    public async Task WaitForAsync_PassesThrough_IsNotMissed()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Task paid = order.WaitForAsync(Order.Paid, token: Token);
        Task shipped = order.WaitForAsync(Order.Shipped, token: Token);
        Assert.False(paid.IsCompleted);
        order.Fire(Step.Pay);
        order.Fire(Step.Ship);
        await paid;
        await shipped;
        await order.WaitForAsync(Order.Shipped, token: Token);
        order.WaitFor(Order.Shipped);
    }

    [Fact]
    public async Task WaitForAsync_NobodyFires_TimesOut()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Task wait = order.WaitForAsync(Order.Paid, TimeSpan.FromMinutes(1), Token);
        Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(wait.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(1));
        HoldfastTimeoutException late = await Assert.ThrowsAsync<HoldfastTimeoutException>(() => wait);
        Assert.Equal(ErrorCode.TimedOut, late.Code);
    }

    [Fact]
    public async Task WaitForAsync_MachineDisposedOf_Ends()
    {
        Machine<Order, Step> order = Make(BuilderTests.Orders());
        Task wait = order.WaitForAsync(Order.Paid, TimeSpan.MaxValue, Token);
        Assert.False(wait.IsCompleted);
        order.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
    }

    [Fact]
    public async Task WaitForAsync_Cancelled_Ends()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        using CancellationTokenSource source = new();
        Task wait = order.WaitForAsync(Order.Paid, token: source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
