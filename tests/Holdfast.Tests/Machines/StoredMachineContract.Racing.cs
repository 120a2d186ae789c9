using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Others change the state between the decision on a firing and its commit.</content>
public abstract partial class StoredMachineContract
{
    [Fact]
    public void Fire_AnotherFiresBetweenDecisionAndCommit_IsDecidedOnWhatThatOneLeft()
    {
        using Machine<Order, Step> other = Make(Interrupted(() => { }));
        using Machine<Order, Step> order = Make(Interrupted(Once(() => other.Fire(Step.Cancel))));
        TransitionRefusedException refused =
            Assert.Throws<TransitionRefusedException>(() => { order.Fire(Step.Pay); });
        Assert.Equal("Cancelled", refused.State);
        Assert.Equal([Order.New, Order.Cancelled], order.History.Select(step => step.To));
    }

    [Fact]
    public void Fire_AnotherFiresInTheOnlyAttempt_IsAConflict()
    {
        using Machine<Order, Step> other = Make(Interrupted(() => { }));
        using Machine<Order, Step> order = Make(Interrupted(Once(() => other.Fire(Step.Cancel))));
        Assert.Throws<ConflictException>(() =>
        {
            order.Fire(Step.Pay, argument: null, new CommitOptions { MaxAttempts = 1 });
        });
        Assert.Equal(Order.Cancelled, order.Current);
    }

    [Fact]
    public void Fire_SomethingElseIsChangedMeanwhile_IsNoConflict()
    {
        int asked = 0;
        using Machine<Order, Step> order = Make(Interrupted(() =>
        {
            asked++;
            Elsewhere(() => State["/else"] = asked);
        }));
        order.Fire(Step.Pay);
        Assert.Equal((Order.Paid, 1), (order.Current, asked));
        Assert.Equal(State.Revision.Number - 1, order.Number);
    }

    [Fact]
    public void Fire_WhatAGuardReadChangesMeanwhile_TheGuardIsAskedAgain()
    {
        int asked = 0;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Ship, Order.Shipped).If("it is in stock", context =>
        {
            bool isInStock = context.View!.GetOrDefault<int>("/stock") > 0;
            if (asked++ == 0) Elsewhere(() => State["/stock"] = 0);
            return isInStock;
        });
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        State["/stock"] = 1;
        Assert.False(order.TryFire(Step.Ship));
        Assert.Equal((Order.New, 2), (order.Current, asked));
    }

    [Fact]
    public void Fire_GuardThatChangesTheState_IsRefused()
    {
        Action change = () => State["/else"] = 1;
        using Machine<Order, Step> order = Make(Interrupted(() => change()));
        Assert.Equal(ErrorCode.NestedAtomic, Refused().Code);
        using Machine<Order, Step> other = State.GetMachine("/other", Interrupted(() => { }), Options<Order>());
        change = () => other.Fire(Step.Pay);
        Assert.Equal(ErrorCode.NestedAtomic, Refused().Code);
        Assert.Equal((Order.New, Order.New), (order.Current, other.Current));
        Assert.False(State.Exists("/else"));
        change = () => { };
        order.Fire(Step.Pay);

        HoldfastOperationException Refused() =>
            Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Pay); });
    }

    [Fact]
    public async Task Fire_ManyThreadsRoundARing_NoneIsLostOrTakenTwice()
    {
        using Machine<Order, Step> order = Make(Turning());
        long taken = 0;
        await Parallel.ForAsync(0, 4, Token, async (_, _) =>
        {
            await Task.Yield();
            for (int index = 0; index < 200; index++)
            {
                if (order.TryFire(Step.Pay)) Interlocked.Increment(ref taken);
                if (order.TryFire(Step.Cancel)) Interlocked.Increment(ref taken);
            }
        });
        Transition<Order, Step>[] history = [.. order.History];
        Assert.Equal(taken, history.Length - 1);
        Assert.Equal(history[..^1].Select(step => step.To), history[1..].Select(step => step.From));
    }

    [Fact]
    public void Fire_ArgumentNullOrNone_IsToldApart()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, Value> note = builder.Trigger<Value>(Step.Note);
        builder.In(Order.New).OnStay(note).OnStay(Step.Pay);
        using Machine<Order, Step> order = Make(builder.Build());
        order.Fire(note, Value.Null);
        Assert.True(State["/machine/current"].TryGet("/argument", out Value argument) && argument.IsNull);
        Assert.Equal(Value.Null, note.ArgumentOf(order.History.Last()));
        order.Fire(Step.Pay);
        Assert.False(State.Exists("/machine/current/argument"));
        Assert.Null(order.History.Last().Argument);
    }

    /// <summary>A machine whose guard does something when it is asked.</summary>
    private static MachineDefinition<Order, Step> Interrupted(Action interrupt)
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New)
            .On(Step.Pay, Order.Paid).If("it is asked", () =>
            {
                interrupt();
                return true;
            })
            .On(Step.Cancel, Order.Cancelled);
        builder.Terminal(Order.Paid, Order.Cancelled);
        return builder.Build();
    }

    private static Action Once(Action action)
    {
        bool isDone = false;
        return () =>
        {
            if (isDone) return;
            isDone = true;
            Elsewhere(action);
        };
    }

    /// <summary>Does something on another thread, as another program would, and waits for it.</summary>
    private static void Elsewhere(Action action)
    {
        Thread thread = new(() => action());
        thread.UnsafeStart();
        thread.Join();
    }
}
