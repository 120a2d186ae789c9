using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>The stored form, history, several handles, migration, rollback.</content>
public abstract partial class StoredMachineContract
{
    [Fact]
    public async Task WaitForAsync_StoreClosed_Ends()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Task wait = order.WaitForAsync(Order.Paid, token: Token);
        Assert.False(wait.IsCompleted);
        State.Store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
    }

    [Fact]
    public void Fire_EachTime_IsOneCommitWithAuthorAndReason()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, decimal> pay = builder.Trigger<decimal>(Step.Pay);
        builder.In(Order.New).On(pay, Order.Paid);
        builder.In(Order.Paid).On(Step.Ship, Order.Shipped);
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        Revision before = State.Revision;
        order.Fire(pay, 12.50m, new CommitOptions { Author = "ann", Reason = "by card" });
        Assert.Equal(before.Number + 1, State.Revision.Number);
        Assert.Equal("""{"state":"Paid","number":2,"from":"New","trigger":"Pay","argument":12.50,"""
            + "\"time\":\"2030-01-01T00:00:00.0000000Z\"}", State["/machine/current"].ToString());
        order.Fire(Step.Ship);
        Transition<Order, Step>[] history = [.. order.History];
        Assert.Equal([Order.New, Order.Paid, Order.Shipped], history.Select(transition => transition.To));
        Assert.Equal((Order.New, Step.Pay, "ann", "by card"),
            (history[1].From, history[1].Trigger, history[1].Author, history[1].Reason));
        Assert.Equal(12.50m, pay.ArgumentOf(history[1]));
        Assert.Equal(Clock.GetUtcNow(), history[1].Time);
        Assert.Equal(TransitionKind.Start, history[0].Kind);
        Assert.Throws<HoldfastArgumentException>(() => pay.ArgumentOf(history[2]));
    }

    /// <summary>Somebody gave them there, as everywhere else, and they were taken for the argument.</summary>
    [Fact]
    public async Task Fire_CommitOptionsBehindTheTrigger_AreOfTheCommit()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid);
        builder.In(Order.Paid).On(Step.Cancel, Order.New);
        using Machine<Order, Step> order = Make(builder.Build());
        order.Fire(Step.Pay, new CommitOptions { Author = "ann" });
        Assert.True(order.TryFire(Step.Cancel, options: new CommitOptions { Author = "bob" }));
        await order.FireAsync(Step.Pay, new CommitOptions { Author = "cid" }, Token);
        Assert.True(await order.TryFireAsync(Step.Cancel, new CommitOptions { Author = "dora" }, Token));
        Transition<Order, Step>[] history = [.. order.History.Skip(1)];
        Assert.Equal(["ann", "bob", "cid", "dora"], history.Select(step => step.Author));
        Assert.All(history, step => Assert.Null(step.Argument));
    }

    [Fact]
    public async Task Fire_ManyHandles_ExactlyOneWinsAndTheOthersLearnIt()
    {
        using Machine<Order, Step> first = Make(BuilderTests.Orders());
        Machine<Order, Step>[] handles = [.. Enumerable.Range(0, 8).Select(_ => Make(BuilderTests.Orders()))];
        using Barrier start = new(handles.Length);
        Exception?[] outcomes = await Task.WhenAll(handles.Select(handle => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Token);
                return Record.Exception(() => { handle.Fire(Step.Pay); });
            },
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), outcome =>
            Assert.Equal("Paid", Assert.IsType<TransitionRefusedException>(outcome).State));
        Assert.Equal(2, first.History.Count());
        foreach (Machine<Order, Step> handle in handles) handle.Dispose();
    }

    [Fact]
    public async Task Observe_AnotherHandleFires_IsTold()
    {
        using Machine<Order, Step> mine = Make(BuilderTests.Orders());
        using Machine<Order, Step> theirs = Make(BuilderTests.Orders());
        TaskCompletionSource<Transition<Order, Step>> told = new();
        using IDisposable observer = mine.Observe(Order.Paid, (_, transition) => told.TrySetResult(transition));
        Task paid = mine.WaitForAsync(Order.Paid, token: Token);
        theirs.Fire(Step.Pay, "cash");
        await paid;
        Transition<Order, Step> transition = await told.Task.WaitAsync(Token);
        Assert.Equal((Value)"cash", transition.Argument);
        Assert.Equal(theirs.Number, transition.Number);
    }

    [Fact]
    public void Number_AfterRollbackAndRemoval_IsNeverGivenAgain()
    {
        using Machine<Order, Step> order = Make(Turning());
        HashSet<long> given = [order.Number];
        Revision start = State.Revision;
        for (int round = 0; round < 3; round++)
        {
            for (int index = 0; index < 5; index++) Fire();
            State.Rollback(new Revision(start.Number + 2));
            Assert.True(order.Number < given.Max());
            Fire();
            Revision removed = Remove();
            Assert.Equal((Order.New, removed.Number), (order.Current, order.Number));
            Fire();
        }

        Revision Remove()
        {
            State.Remove("/machine");
            return State.Revision;
        }

        void Fire()
        {
            order.Fire(order.Current == Order.New ? Step.Pay : Step.Cancel);
            Assert.True(order.Number > given.Max(), $"{order.Number} was given already.");
            given.Add(order.Number);
        }
    }

    [Fact]
    public void History_ChangedPastTheMachine_SaysRestored()
    {
        using Machine<Order, Step> order = Make(Turning());
        order.Fire(Step.Pay);
        Revision paid = State.Revision;
        order.Fire(Step.Cancel);
        State.Rollback(paid, new CommitOptions { Author = "bob" });
        order.Fire(Step.Cancel);
        Transition<Order, Step>[] history = [.. order.History];
        Assert.Equal(
            [TransitionKind.Start, TransitionKind.Fired, TransitionKind.Fired, TransitionKind.Restored,
                TransitionKind.Fired],
            history.Select(transition => transition.Kind));
        Assert.Equal((Order.New, Order.Paid, "bob"), (history[3].From, history[3].To, history[3].Author));
    }

    // It said that it was where it began, with the number 0, and told nobody.
    [Fact]
    public async Task Remove_Machine_IsToldAndIsAPartOfItsHistory()
    {
        using Machine<Order, Step> order = Make(Turning());
        order.Fire(Step.Pay);
        TaskCompletionSource<Transition<Order, Step>> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable observer = order.Observe((_, transition) =>
        {
            if (transition.Kind == TransitionKind.Restored) told.TrySetResult(transition);
        });
        State.Atomic(transaction => transaction.Remove("/machine"), new CommitOptions { Author = "bob" });
        Revision removed = State.Revision;
        Transition<Order, Step> removal = await told.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(
            (Order.Paid, Order.New, removed.Number, "bob"),
            (removal.From, removal.To, removal.Number, removal.Author));
        order.Fire(Step.Pay);
        Assert.Equal(
            [TransitionKind.Start, TransitionKind.Fired, TransitionKind.Restored, TransitionKind.Fired],
            order.History.Select(transition => transition.Kind));
        Assert.True(State.Exists("/machine/definition"));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Fire_SomethingElseWasPutThere_IsNotAMachine(string json)
    {
        using Machine<Order, Step> order = Make(Turning());
        State.Set("/machine", Value.Parse(json));
        Revision before = State.Revision;
        Refuse(() => _ = order.Current);
        Refuse(() => _ = order.Number);
        Refuse(() => order.Fire(Step.Pay));
        Refuse(() => order.TryFire(Step.Pay));
        Refuse(() => Make(Turning()));
        Assert.Equal(before, State.Revision);

        static void Refuse(Action action) => Assert.Equal(
            ErrorCode.NotAMachine, Assert.Throws<HoldfastOperationException>(action).Code);
    }

    [Fact]
    public void Fire_GuardReadsTheState_DecidesWithIt()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New).RevertOnFailure();
        builder.In(Order.New).On(Step.Ship, Order.Shipped)
            .If("it is in stock", context => context.View!.GetOrDefault<int>("/stock") > 0)
            .Do(context => context.Transaction!.Add("/stock", -1));
        builder.Terminal(Order.Shipped);
        MachineDefinition<Order, Step> definition = builder.Build();
        using Machine<Order, Step> order = Make(definition);
        using Machine<Order, Step> other = State.GetMachine("/other", definition, Options<Order>());
        Assert.False(order.CanFire(Step.Ship));
        Assert.False(order.TryFire(Step.Ship));
        State["/stock"] = 1;
        Revision before = State.Revision;
        Assert.True(order.CanFire(Step.Ship));
        Assert.True(order.TryFire(Step.Ship));
        Assert.Equal(before.Number + 1, State.Revision.Number);
        Assert.Equal(0, State["/stock"]);
        Assert.False(other.TryFire(Step.Ship));
    }

    [Fact]
    public void Fire_ActionInsideFails_NothingIsCommitted()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New).RevertOnFailure();
        builder.In(Order.New).On(Step.Ship, Order.Shipped).Do(context =>
        {
            context.Transaction!.Set("/shipped", true);
            throw new InvalidDataException("no van");
        });
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        Revision before = State.Revision;
        Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Ship); });
        Assert.Equal(before, State.Revision);
        Assert.False(State.Exists("/shipped"));
    }

    [Fact]
    public async Task Delay_SeveralHandles_IsTakenExactlyOnce()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).After(TimeSpan.FromMinutes(1), Order.Paid);
        builder.In(Order.Paid).On(Step.Cancel, Order.New);
        MachineDefinition<Order, Step> definition = builder.Build();
        Machine<Order, Step>[] handles = [.. Enumerable.Range(0, 4).Select(_ => Make(definition))];
        Assert.Equal("2030-01-01T00:01:00.0000000Z", State["/machine/current/due/0/at"]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await handles[0].WaitForAsync(Order.Paid, token: Token);
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(State.Exists("/machine/current/due"));
        Assert.Equal(2, handles[0].History.Count());
        handles[1].Fire(Step.Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await handles[2].WaitForAsync(Order.Paid, token: Token);
        Assert.Equal(4, handles[3].History.Count());
        foreach (Machine<Order, Step> handle in handles) handle.Dispose();
    }

    private TransitionKind TransitionKindOf(StatePath path) =>
        State[path / "current" / "kind"] == "restored" ? TransitionKind.Restored : TransitionKind.Fired;

    private static MachineDefinition<Order, Step> Turning()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid);
        builder.In(Order.Paid).On(Step.Cancel, Order.New);
        return builder.Build();
    }
}
