using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>A definition that differs from the one with which the machine was made.</content>
public abstract partial class StoredMachineContract
{
    [Fact]
    public void GetMachine_DefinitionAddsADelay_CountsFromWhenTheStateWasEntered()
    {
        using (Machine<Order, Step> old = Make(Noting(delay: null)))
        {
            Clock.Advance(TimeSpan.FromMinutes(5));
            old.Fire(Step.Pay);
            Clock.Advance(TimeSpan.FromMinutes(5));
            old.Fire(Step.Note);
            Clock.Advance(TimeSpan.FromMinutes(5));
        }

        using Machine<Order, Step> young = Make(Noting(TimeSpan.FromMinutes(30)));
        Assert.Equal("2030-01-01T00:35:00.0000000Z", State["/machine/current/due/0/at"]);
        young.Fire(Step.Note);
        Assert.Equal("2030-01-01T00:35:00.0000000Z", State["/machine/current/due/0/at"]);
        Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(Order.Paid, young.Current);
        Clock.Advance(TimeSpan.FromMinutes(1));
        young.WaitFor(Order.Cancelled);
    }

    [Fact]
    public void GetMachine_DelayIsOverAlready_IsTakenAtOnce()
    {
        using (Machine<Order, Step> old = Make(Noting(delay: null))) old.Fire(Step.Pay);
        Clock.Advance(TimeSpan.FromHours(1));
        using Machine<Order, Step> young = Make(Noting(TimeSpan.FromMinutes(30)));
        Clock.Advance(TimeSpan.FromTicks(1));
        young.WaitFor(Order.Cancelled);
    }

    [Fact]
    public void GetMachine_DelayIsChanged_TheOldOneIsForgotten()
    {
        using (Machine<Order, Step> old = Make(Noting(TimeSpan.FromMinutes(30)))) old.Fire(Step.Pay);
        Clock.Advance(TimeSpan.FromMinutes(10));
        using Machine<Order, Step> young = Make(Noting(TimeSpan.FromHours(1)));
        Assert.Equal(1, State["/machine/current/due"].Count);
        Assert.Equal("2030-01-01T01:00:00.0000000Z", State["/machine/current/due/0/at"]);
        Assert.Equal(2, young.History.Count());
    }

    [Fact]
    public async Task GetMachine_DelayWasCalledOff_IsNotAskedForAgain()
    {
        TaskCompletionSource asked = new();
        int times = 0;
        MachineDefinition<Order, Step> definition = Expiring(() =>
        {
            times++;
            asked.TrySetResult();
            return false;
        });
        using (Machine<Order, Step> first = Make(definition))
        {
            Clock.Advance(TimeSpan.FromMinutes(30));
            await asked.Task.WaitAsync(Token);
            await State.WhenAsync(
                "/machine/current/due/0", due => !due.TryGet("/at", out _), TimeSpan.FromMinutes(1), Token);
        }

        Revision before = State.Revision;
        using Machine<Order, Step> again = Make(definition);
        Clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal((before, 1, Order.New), (State.Revision, times, again.Current));
        again.Fire(Step.Pay);
        again.Fire(Step.Note);
        Assert.Equal("2030-01-01T11:00:00.0000000Z", State["/machine/current/due/0/at"]);
    }

    [Fact]
    public void GetMachine_DelayOfASuperState_CountsFromWhenThatWasEntered()
    {
        using (Machine<string, string> old = Make(Lamp(delay: null)))
        {
            old.Fire("press");
            Clock.Advance(TimeSpan.FromMinutes(10));
            old.Fire("dim");
            Clock.Advance(TimeSpan.FromMinutes(10));
        }

        using Machine<string, string> young = Make(Lamp(TimeSpan.FromHours(1)));
        Assert.Equal("""[{"state":"on","after":"01:00:00","at":"2030-01-01T01:00:00.0000000Z"}]""",
            State["/machine/current/due"].ToString());
        young.Fire("dim");
        Clock.Advance(TimeSpan.FromMinutes(39));
        Assert.Equal("bright", young.Current);
        Clock.Advance(TimeSpan.FromMinutes(1));
        young.WaitFor("off");
    }

    [Fact]
    public void GetMachine_StateWithADelayIsRenamed_TheDeadlineStays()
    {
        using (Machine<string, string> old = Make(Lamp(TimeSpan.FromHours(1))))
        {
            old.Fire("press");
            Clock.Advance(TimeSpan.FromMinutes(10));
            old.Fire("dim");
        }

        Clock.Advance(TimeSpan.FromMinutes(10));
        var builder = new MachineBuilder<string, string>("out");
        builder.In("out").On("press", "lit");
        builder.In("lit").After(TimeSpan.FromHours(1), "out").After(TimeSpan.FromHours(2), "broken");
        builder.Terminal("broken");
        using Machine<string, string> young = State.GetMachine("/machine", builder.Build(), Options<string>() with
        {
            Migrate = name => name == "off" ? "out" : "lit",
        });
        Assert.Equal("lit", young.Current);
        Assert.Equal(
            ["2030-01-01T01:00:00.0000000Z", "2030-01-01T02:00:00.0000000Z"],
            State["/machine/current/due"].Items.Select(due => (string?)due["at"]));
        Clock.Advance(TimeSpan.FromMinutes(40));
        young.WaitFor("out");
        Assert.Equal(
            ["out", "lit", "lit", "lit", "out"], young.History.Select(step => step.To));
    }

    [Fact]
    public void GetMachine_SeveralOfASharedDefinition_EachIsBroughtUpToIt()
    {
        StoredMachineOptions<Order> options = Options<Order>() with { DefinitionPath = "/orders/definition" };
        foreach (StatePath path in (StatePath[])["/orders/1", "/orders/2"])
            State.GetMachine(path, Noting(delay: null), options).Dispose();
        Clock.Advance(TimeSpan.FromMinutes(10));
        foreach (StatePath path in (StatePath[])["/orders/1", "/orders/2"])
        {
            State.GetMachine(path, Expiring(() => true), options).Dispose();
            Assert.Equal("2030-01-01T00:30:00.0000000Z", State[path / "current" / "due" / 0 / "at"]);
        }
    }

    [Fact]
    public void GetMachine_StateHasBecomeASuperState_IsInItsFirstSubstate()
    {
        Make(Noting(delay: null)).Dispose();
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).StartsIn(Order.Paid).On(Step.Cancel, Order.Cancelled);
        builder.In(Order.Paid).Within(Order.New).On(Step.Ship, Order.Shipped);
        builder.Terminal(Order.Shipped, Order.Cancelled);
        MachineDefinition<Order, Step> definition = builder.Build();
        using Machine<Order, Step> young = Make(definition);
        Assert.Equal(Order.Paid, young.Current);
        Assert.Equal(
            [(TransitionKind.Start, Order.New), (TransitionKind.Restored, Order.Paid)],
            young.History.Select(step => (step.Kind, step.To)));
        Revision before = State.Revision;
        using Machine<Order, Step> again = Make(definition);
        Assert.Equal(before, State.Revision);
        Assert.Equal(Order.Shipped, young.Fire(Step.Ship));
    }

    [Fact]
    public async Task State_SetByHand_IsRestoredAndAlarmsOfOthersAreNotTaken()
    {
        using Machine<Order, Step> order = Make(Expiring(() => true));
        TaskCompletionSource<Transition<Order, Step>> told = new();
        using IDisposable observer = order.Observe((_, transition) => told.TrySetResult(transition));
        State.Set("/machine/current/state", "Paid", new CommitOptions { Author = "bob" });
        Transition<Order, Step> seen = await told.Task.WaitAsync(Token);
        Assert.Equal((TransitionKind.Restored, Order.New, Order.Paid, "bob"),
            (seen.Kind, seen.From, seen.To, seen.Author));
        Assert.Equal(seen, order.History.Last());
        Clock.Advance(TimeSpan.FromHours(1));
        order.Fire(Step.Note);
        Assert.Equal(Order.New, order.Current);
        Assert.Equal("2030-01-01T01:30:00.0000000Z", State["/machine/current/due/0/at"]);
    }

    private static MachineDefinition<Order, Step> Noting(TimeSpan? delay)
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid).On(Step.Cancel, Order.Cancelled);
        StateBuilder<Order, Step> paid = builder.In(Order.Paid).OnStay(Step.Note).On(Step.Cancel, Order.Cancelled);
        if (delay is { } time) paid.After(time, Order.Cancelled);
        builder.Terminal(Order.Cancelled);
        return builder.Build();
    }

    private static MachineDefinition<string, string> Lamp(TimeSpan? delay)
    {
        var builder = new MachineBuilder<string, string>("off");
        builder.In("off").On("press", "on");
        StateBuilder<string, string> on = builder.In("on").StartsIn("bright");
        if (delay is { } time) on.After(time, "off");
        builder.In("bright").Within("on").On("dim", "dimmed");
        builder.In("dimmed").Within("on").On("dim", "bright");
        return builder.Build();
    }
}
