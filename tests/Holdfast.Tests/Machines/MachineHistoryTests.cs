using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <summary>What the records of a machine in memory say.</summary>
public sealed class MachineHistoryTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeClock _clock = new();

    [Fact]
    public void History_AfterAFewFirings_HasTheStartAndThenEachWithFromTriggerToAndTime()
    {
        using Machine<Order, Step> order = Make();
        _clock.Advance(TimeSpan.FromSeconds(1));
        order.Fire(Step.Pay, "card");
        _clock.Advance(TimeSpan.FromSeconds(1));
        order.Fire(Step.Note, "call first");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(order.TryFire(Step.Pay));
        order.Fire(Step.Ship);
        Assert.Equal(
            [
                new() { Kind = TransitionKind.Start, Number = 0, From = Order.New, To = Order.New, Time = Start },
                After(1) with { From = Order.New, To = Order.Paid, Trigger = Step.Pay, Argument = "card" },
                After(2) with
                {
                    Kind = TransitionKind.Internal, From = Order.Paid, To = Order.Paid, Trigger = Step.Note,
                    Argument = "call first",
                },
                After(3) with { From = Order.Paid, To = Order.Shipped, Trigger = Step.Ship },
            ],
            order.History);
    }

    [Fact]
    public void History_DelayThatIsOver_SaysThatNobodyFired()
    {
        using Machine<Order, Step> order = Make();
        _clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal(
            new Transition<Order, Step>
            {
                Kind = TransitionKind.Elapsed,
                Number = 1,
                From = Order.New,
                To = Order.Cancelled,
                Time = Start + TimeSpan.FromDays(14),
            },
            order.History.Last());
        Assert.False(order.History.Last().HasTrigger);
    }

    [Fact]
    public void History_HeldWhileTheMachineGoesOn_IsThatOfItsMoment()
    {
        using Machine<Order, Step> order = Make();
        order.Fire(Step.Pay);
        IEnumerable<Transition<Order, Step>> held = order.History;
        order.Fire(Step.Ship);
        Assert.Equal([Order.New, Order.Paid], held.Select(transition => transition.To));
        Assert.Equal(3, order.History.Count());
    }

    private static Transition<Order, Step> After(int seconds) => new()
    {
        Kind = TransitionKind.Fired,
        Number = seconds,
        From = default,
        To = default,
        Time = Start + TimeSpan.FromSeconds(seconds),
    };

    private Machine<Order, Step> Make()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New)
            .On(Step.Pay, Order.Paid)
            .After(TimeSpan.FromDays(14), Order.Cancelled);
        builder.In(Order.Paid)
            .On(Step.Ship, Order.Shipped)
            .OnStay(Step.Note);
        builder.Terminal(Order.Shipped, Order.Cancelled);
        return builder.Build().CreateMachine(new MachineOptions { TimeProvider = _clock, KeepsHistory = true });
    }
}
