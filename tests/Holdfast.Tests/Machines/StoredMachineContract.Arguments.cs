using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Arguments that are stored with a transition.</content>
public abstract partial class StoredMachineContract
{
    [Fact]
    public void Fire_ArgumentThatCannotBeStored_IsRefusedAndNothingChanges()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Assert.Equal(
            ErrorCode.BadTriggerArgument,
            Assert.Throws<HoldfastArgumentException>(() => { order.Fire(Step.Pay, new object()); }).Code);
        Assert.Equal(Order.New, order.Current);
    }

    [Fact]
    public void Fire_ArgumentWithItsType_IsStoredAsJson()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, Parcel> ship = builder.Trigger<Parcel>(Step.Ship, options: null);
        builder.In(Order.New).On(ship, Order.Shipped).If("it is light", parcel => parcel.Weight < 30);
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        Assert.False(order.TryFire(ship, new Parcel(40, "van")));
        order.Fire(ship, new Parcel(12, "van"));
        Assert.Equal("van", State["/machine/current/argument/By"]);
        Assert.Equal(new Parcel(12, "van"), ship.ArgumentOf(order.History.Last()));
    }

    [Fact]
    public void Fire_ArgumentOfEachPlainType_IsReadAgain()
    {
        Check("text");
        Check(true);
        Check((byte)200);
        Check((short)-3);
        Check(4_000_000_000u);
        Check(ulong.MaxValue);
        Check(long.MinValue);
        Check(0.1f);
        Check(1e300);
        Check(12.50m);
        Check('x');
        Check(Order.Paid);
        Check(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(7));
        Check(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)));
        Check(new DateOnly(2030, 1, 2));
        Check(new TimeOnly(3, 4, 5));
        Check(TimeSpan.FromDays(1.5));
        Check(Guid.NewGuid());
        Check(new Uri("https://example.org/a?b"));
        Check<int?>(3);
        Check<int?>(null);

        void Check<T>(T argument)
        {
            var builder = new MachineBuilder<Order, Step>(Order.New);
            TypedTrigger<Step, T> note = builder.Trigger<T>(Step.Note);
            builder.In(Order.New).OnStay(note);
            using Machine<Order, Step> order = Make(builder.Build());
            order.Fire(note, argument);
            Assert.Equal(argument, note.ArgumentOf(order.History.Last()));
        }
    }

    [Fact]
    public void ArgumentOf_StoredValueThatDoesNotFit_IsACodedError()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, int> pay = builder.Trigger<int>(Step.Pay);
        TypedTrigger<Step, Order> note = builder.Trigger<Order>(Step.Note);
        builder.In(Order.New).OnStay(pay).OnStay(note);
        using Machine<Order, Step> order = Make(builder.Build());
        using Machine<string, string> stored = State.GetStoredMachine("/machine");
        foreach (Value argument in (Value[])[12.5m, 5_000_000_000, "much"])
        {
            stored.Fire("Pay", argument);
            Assert.Equal(
                ErrorCode.WrongKind,
                Assert.Throws<HoldfastOperationException>(() => pay.ArgumentOf(order.History.Last())).Code);
        }

        stored.Fire("Note", (Value)"Lost");
        Assert.Equal(
            ErrorCode.WrongKind,
            Assert.Throws<HoldfastOperationException>(() => note.ArgumentOf(order.History.Last())).Code);
    }

    private sealed record Parcel(int Weight, string By);
}
