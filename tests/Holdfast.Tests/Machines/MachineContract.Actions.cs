using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Entry, exit and transition actions; observers; delays; super-states.</content>
public abstract partial class MachineContract
{
    [Fact]
    public void Actions_OfATransition_RunFromTheInsideOutAndIn()
    {
        List<string> done = [];
        using Machine<string, string> player = Make(Player(done));
        player.Fire("play");
        Assert.Equal(["leave stopped", "start", "enter on", "enter playing"], done);
        done.Clear();
        player.Fire("pause");
        Assert.Equal(["leave playing", "enter paused"], done);
        done.Clear();
        player.Fire("stop");
        Assert.Equal(["leave paused", "leave on", "enter stopped"], done);
    }

    [Fact]
    public void SuperState_ItsTransitions_AreThoseOfItsSubstates()
    {
        using Machine<string, string> player = Make(Player([]));
        Assert.False(player.CanFire("stop"));
        player.Fire("play");
        Assert.True(player.IsIn("on"));
        Assert.True(player.IsIn("playing"));
        Assert.False(player.IsIn("stopped"));
        Assert.Equal(["pause", "stop"], player.AllowedTriggers.Order());
        player.Fire("stop");
        Assert.False(player.IsIn("on"));
    }

    [Fact]
    public void SuperState_ThatRemembers_GoesBackToWhereItWas()
    {
        using Machine<string, string> player = Make(Player([]));
        player.Fire("play");
        player.Fire("pause");
        player.Fire("stop");
        Assert.Equal("stopped", player.Current);
        Assert.Equal("paused", player.Fire("play"));
    }

    [Fact]
    public void SuperState_SubstateSaysOtherwise_TheSubstateIsAskedFirst()
    {
        var builder = new MachineBuilder<string, string>("outer");
        bool isOwn = true;
        builder.In("outer").StartsIn("inner").On("x", "a");
        builder.In("inner").Within("outer").On("x", "b").If("it is its own", () => isOwn);
        builder.Terminal("a", "b");
        MachineDefinition<string, string> definition = builder.Build();
        using Machine<string, string> machine = Make(definition);
        Assert.Equal("inner", machine.Current);
        isOwn = false;
        Assert.Equal("a", machine.Fire("x"));
    }

    [Fact]
    public void SuperState_ToItself_IsLeftAndEnteredAgain()
    {
        List<string> done = [];
        var builder = new MachineBuilder<string, string>("outer");
        builder.In("outer").StartsIn("first").On("again", "outer")
            .OnExit(_ => done.Add("leave outer")).OnEntry(_ => done.Add("enter outer"));
        builder.In("first").Within("outer").On("next", "second").OnEntry(_ => done.Add("enter first"));
        builder.In("second").Within("outer").OnExit(_ => done.Add("leave second"));
        using Machine<string, string> machine = Make(builder.Build());
        machine.Fire("next");
        Assert.Equal("first", machine.Fire("again"));
        Assert.Equal(["leave second", "leave outer", "enter outer", "enter first"], done);
    }

    [Fact]
    public void Action_ByDefault_SeesTheNewStateAndItsFailureLeavesIt()
    {
        Order seen = default;
        bool isEntered = false;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid).Do(context =>
        {
            seen = context.Machine.Current;
            throw new InvalidDataException("no receipt");
        });
        builder.In(Order.Paid).OnEntry(_ => isEntered = true);
        using Machine<Order, Step> order = Make(builder.Build());
        HoldfastOperationException failed =
            Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Pay); });
        Assert.Equal(ErrorCode.MachineActionFailed, failed.Code);
        Assert.Equal("no receipt", Assert.IsType<InvalidDataException>(failed.InnerException).Message);
        Assert.Equal((Order.Paid, Order.Paid, true), (order.Current, seen, isEntered));
    }

    [Fact]
    public void Action_RevertOnFailure_RunsBeforeTheStateIsSeenAndUndoesIt()
    {
        Order seen = default;
        bool fails = true;
        var builder = new MachineBuilder<Order, Step>(Order.New).RevertOnFailure();
        builder.In(Order.New).On(Step.Pay, Order.Paid).Do(context => seen = context.Machine.Current);
        builder.In(Order.Paid).OnEntry(_ =>
        {
            if (fails) throw new InvalidDataException("no receipt");
        });
        using Machine<Order, Step> order = Make(builder.Build());
        long before = order.Number;
        HoldfastOperationException failed =
            Assert.Throws<HoldfastOperationException>(() => { order.TryFire(Step.Pay); });
        Assert.Equal(ErrorCode.FiringReverted, failed.Code);
        Assert.IsType<InvalidDataException>(failed.InnerException);
        Assert.Equal((Order.New, Order.New, before), (order.Current, seen, order.Number));
        Assert.Empty(order.History.Skip(1));
        fails = false;
        Assert.Equal(Order.Paid, order.Fire(Step.Pay));
    }

    [Fact]
    public void Action_RevertOnFailureFiresItself_IsRefusedInsteadOfWaitingForEver()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New).RevertOnFailure();
        builder.In(Order.New).On(Step.Pay, Order.Paid).Do(context => context.Machine.Fire(Step.Ship));
        builder.In(Order.Paid).On(Step.Ship, Order.Shipped);
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        HoldfastOperationException failed =
            Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Pay); });
        Assert.Equal(
            ErrorCode.NestedFiring, Assert.IsType<HoldfastOperationException>(failed.InnerException).Code);
        Assert.Equal(Order.New, order.Current);
    }

    [Fact]
    public void Action_FiresItsMachine_GoesOn()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid);
        builder.In(Order.Paid).OnEntry(context => context.Machine.Fire(Step.Ship)).On(Step.Ship, Order.Shipped);
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        order.Fire(Step.Pay);
        Assert.Equal(Order.Shipped, order.Current);
    }

    [Fact]
    public void Context_OfTheMachine_IsKnownToGuardsAndActions()
    {
        List<object?> seen = [];
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid)
            .If("it is asked", context =>
            {
                seen.Add(context.Machine.Context);
                return context.State == Order.New && context.Trigger == Step.Pay;
            })
            .Do(context => seen.Add(context.Machine.Context));
        builder.Terminal(Order.Paid);
        using Machine<Order, Step> order = Make(builder.Build(), "order 42");
        order.Fire(Step.Pay);
        Assert.Equal(["order 42", "order 42"], seen);
    }

    [Fact]
    public async Task FireAsync_AsynchronousActions_AreAwaitedOneFiringAfterTheOther()
    {
        List<string> done = [];
        TaskCompletionSource mayGoOn = new(), isPaying = new();
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid).DoAsync(async (_, token) =>
        {
            done.Add("pay");
            isPaying.SetResult();
            await mayGoOn.Task.WaitAsync(token);
            done.Add("paid");
        });
        builder.In(Order.Paid).On(Step.Ship, Order.Shipped);
        builder.In(Order.Shipped).OnEntryAsync(async (_, _) =>
        {
            await Task.Yield();
            done.Add("shipped");
        });
        using Machine<Order, Step> order = Make(builder.Build());
        Assert.Equal(
            ErrorCode.AsyncActions,
            Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Pay); }).Code);
        Task<Order> pay = order.FireAsync(Step.Pay, Token);
        await isPaying.Task;
        Assert.Equal(
            ErrorCode.AsyncActions,
            Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Ship); }).Code);
        Task<bool> ship = order.TryFireAsync(Step.Ship, Token);
        Assert.Equal(Order.Paid, order.Current);
        mayGoOn.SetResult();
        Assert.Equal(Order.Paid, await pay);
        Assert.True(await ship);
        Assert.Equal(["pay", "paid", "shipped"], done);
    }

    [Fact]
    public async Task FireAsync_ByAnAction_IsQueuedBehindIt()
    {
        List<string> done = [];
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid).DoAsync(async (context, token) =>
        {
            await context.Machine.FireAsync(Step.Ship, token);
            await Task.Yield();
            done.Add("pay");
        });
        builder.In(Order.Paid).On(Step.Ship, Order.Shipped).Do(_ => done.Add("ship"));
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        await order.FireAsync(Step.Pay, Token);
        await order.WaitForAsync(Order.Shipped, token: Token);
        await order.TryFireAsync(Step.Note, Token);
        Assert.Equal(["pay", "ship"], done);
    }

    [Fact]
    public async Task FireAsync_RevertOnFailure_UndoesWhatFailed()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New).RevertOnFailure();
        builder.In(Order.New).On(Step.Pay, Order.Paid).DoAsync(async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidDataException("no receipt");
        });
        builder.Terminal(Order.Paid);
        using Machine<Order, Step> order = Make(builder.Build());
        HoldfastOperationException failed =
            await Assert.ThrowsAsync<HoldfastOperationException>(() => order.FireAsync(Step.Pay, Token));
        Assert.Equal(ErrorCode.FiringReverted, failed.Code);
        Assert.Equal(Order.New, order.Current);
        Assert.Equal(
            ErrorCode.TransitionRefused,
            (await Assert.ThrowsAsync<TransitionRefusedException>(() => order.FireAsync(Step.Ship, Token))).Code);
    }

    private static MachineDefinition<string, string> Player(List<string> done)
    {
        var builder = new MachineBuilder<string, string>("stopped");
        foreach (string state in new[] { "stopped", "on", "playing", "paused" })
            builder.In(state).OnEntry(_ => done.Add($"enter {state}")).OnExit(_ => done.Add($"leave {state}"));
        builder.In("stopped").On("play", "on").Do(_ => done.Add("start"));
        builder.In("on").StartsIn("playing").RemembersSubstate().On("stop", "stopped");
        builder.In("playing").Within("on").On("pause", "paused");
        builder.In("paused").Within("on").On("resume", "playing");
        return builder.Build();
    }
}
