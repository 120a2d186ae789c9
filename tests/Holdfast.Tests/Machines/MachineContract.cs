using Holdfast.Errors;
using Holdfast.Machines;
using Holdfast.Reporting;

namespace Holdfast.Tests.Machines;

/// <summary>What every machine does, in memory and at a path.</summary>
public abstract partial class MachineContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal FakeClock Clock { get; } = new();

    /// <summary>Makes a machine.</summary>
    protected abstract Machine<TState, TTrigger> Make<TState, TTrigger>(
        MachineDefinition<TState, TTrigger> definition, object? context = null)
        where TState : notnull
        where TTrigger : notnull;

    [Fact]
    public void Fire_AlongTheTable_GoesFromStateToState()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Assert.Equal(Order.New, order.Current);
        Assert.Equal(Order.Paid, order.Fire(Step.Pay));
        Assert.True(order.TryFire(Step.Ship));
        Assert.Equal(Order.Shipped, order.Current);
        Assert.True(order.IsTerminal);
    }

    [Fact]
    public void Fire_NotTakenThere_IsRefusedAndNamesWhatIs()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        TransitionRefusedException refused =
            Assert.Throws<TransitionRefusedException>(() => { order.Fire(Step.Ship); });
        Assert.Equal(ErrorCode.TransitionRefused, refused.Code);
        Assert.Equal(("New", "Ship"), (refused.State, refused.Wanted));
        Assert.Equal(["Pay", "Cancel"], refused.Allowed);
        Assert.Contains("is in 'New' and does not take 'Ship' there, but Pay, Cancel.", refused.Message,
            StringComparison.Ordinal);
        Assert.False(order.TryFire(Step.Ship));
        Assert.Equal(Order.New, order.Current);
    }

    [Fact]
    public void Fire_InATerminalState_SaysThatItIsNotLeft()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        order.Fire(Step.Pay);
        order.Fire(Step.Ship);
        TransitionRefusedException refused =
            Assert.Throws<TransitionRefusedException>(() => { order.Fire(Step.Pay); });
        Assert.Empty(refused.Allowed);
        Assert.Contains(
            "is in 'Shipped', which it does not leave any more, also not for 'Pay'.", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fire_TriggerOfNoTransition_IsRefused()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        long before = order.Number;
        Assert.False(order.TryFire(Step.Note));
        Assert.False(order.TryFire((Step)77));
        Assert.False(order.CanFire(Step.Note));
        Assert.Throws<TransitionRefusedException>(() => { order.Fire(Step.Note); });
        Assert.Equal((Order.New, before), (order.Current, order.Number));
    }

    // It was ambiguous, and did not compile.
    [Fact]
    public async Task FireAsync_PlainDefault_IsTheToken()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
#pragma warning disable xUnit1051 // The word itself is what is tested.
        Assert.Equal(Order.Paid, await order.FireAsync(Step.Pay, default));
        Assert.False(await order.TryFireAsync(Step.Pay, default));
#pragma warning restore xUnit1051
    }

    [Fact]
    public void Fire_GuardThatDoesNotHold_IsRefusedAndNamesIt()
    {
        bool isInStock = false;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Ship, Order.Shipped).If("it is in stock", () => isInStock);
        builder.In(Order.New).On(Step.Cancel, Order.Cancelled);
        builder.Terminal(Order.Shipped, Order.Cancelled);
        using Machine<Order, Step> order = Make(builder.Build());
        Assert.False(order.CanFire(Step.Ship));
        Assert.Equal([Step.Cancel], order.AllowedTriggers);
        Assert.False(order.TryFire(Step.Ship));
        Assert.Contains(
            "this does not hold: it is in stock. Else it takes Cancel there.",
            Assert.Throws<TransitionRefusedException>(() => { order.Fire(Step.Ship); }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "this does not hold: it is in stock. Else it goes to Cancelled from there.",
            Assert.Throws<TransitionRefusedException>(() => { order.TransitionTo(Order.Shipped); }).Message,
            StringComparison.Ordinal);
        isInStock = true;
        Assert.Equal([Step.Ship, Step.Cancel], order.AllowedTriggers);
        Assert.True(order.TryFire(Step.Ship));
    }

    [Fact]
    public void Fire_GuardThatThrows_ReachesTheCallerAndNothingChanges()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Ship, Order.Shipped)
            .If("it is known", () => throw new InvalidDataException("unknown"));
        builder.Terminal(Order.Shipped);
        using Machine<Order, Step> order = Make(builder.Build());
        Assert.Throws<InvalidDataException>(() => { order.TryFire(Step.Ship); });
        Assert.Equal(Order.New, order.Current);
    }

    [Fact]
    public void Fire_SeveralTransitions_TakesTheFirstWhoseGuardHolds()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, decimal> pay = builder.Trigger<decimal>(Step.Pay);
        builder.In(Order.New)
            .On(pay, Order.Paid).If("it is enough", amount => amount >= 100)
            .On(pay, Order.Cancelled).If("it is a joke", amount => amount <= 0)
            .OnStay(pay);
        builder.Terminal(Order.Paid, Order.Cancelled);
        MachineDefinition<Order, Step> definition = builder.Build();
        using Machine<Order, Step> order = Make(definition);
        Assert.Equal(Order.New, order.Fire(pay, 12.50m));
        Assert.Equal(Order.Paid, order.Fire(pay, 100m));
    }

    [Fact]
    public void Fire_TypedTrigger_TakesItsTypeAndNothingElse()
    {
        decimal got = 0;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, decimal> pay = builder.Trigger<decimal>(Step.Pay);
        builder.In(Order.New).On(pay, Order.Paid).Do((amount, _) => got = amount);
        builder.Terminal(Order.Paid);
        using Machine<Order, Step> order = Make(builder.Build());
        HoldfastArgumentException wrong =
            Assert.Throws<HoldfastArgumentException>(() => { order.Fire(Step.Pay, "much"); });
        Assert.Equal(ErrorCode.BadTriggerArgument, wrong.Code);
        Assert.Throws<HoldfastArgumentException>(() => { order.Fire(Step.Pay); });
        Assert.Equal(Order.New, order.Current);
        Assert.Equal([Step.Pay], order.AllowedTriggers);
        order.Fire(pay, 12.50m);
        Assert.Equal(12.50m, got);
    }

    [Fact]
    public void Fire_Ignored_IsAsIfNothingHadBeenFired()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).Ignore(Step.Note).OnExit(_ => Assert.Fail("It was left."));
        using Machine<Order, Step> order = Make(builder.Build());
        long before = order.Number;
        Assert.True(order.TryFire(Step.Note));
        Assert.Equal(Order.New, order.Fire(Step.Note));
        Assert.Equal(before, order.Number);
    }

    [Fact]
    public void Fire_Internal_ActsAndNeitherLeavesNorEnters()
    {
        List<string> done = [];
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).OnEntry(_ => done.Add("entry")).OnExit(_ => done.Add("exit"))
            .OnStay(Step.Note).Do(_ => done.Add("noted"))
            .On(Step.Pay, Order.New).Do(_ => done.Add("again"));
        using Machine<Order, Step> order = Make(builder.Build());
        long before = order.Number;
        order.Fire(Step.Note);
        Assert.Equal(["noted"], done);
        Assert.True(order.Number > before);
        done.Clear();
        order.Fire(Step.Pay);
        Assert.Equal(["exit", "again", "entry"], done);
    }

    [Fact]
    public void Fire_Choice_GoesWhereTheFunctionSays()
    {
        Order chosen = Order.Shipped;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).OnChoose(Step.Pay, _ => chosen, Order.Paid, Order.Shipped);
        builder.Terminal(Order.Paid, Order.Shipped);
        MachineDefinition<Order, Step> definition = builder.Build();
        using Machine<Order, Step> order = Make(definition);
        chosen = Order.New;
        Assert.Equal(
            ErrorCode.UnknownMachineName,
            Assert.Throws<HoldfastOperationException>(() => { order.Fire(Step.Pay); }).Code);
        Assert.Equal([Order.Paid, Order.Shipped], order.AllowedStates);
        chosen = Order.Paid;
        Assert.Equal(Order.Paid, order.Fire(Step.Pay));
    }

    [Fact]
    public void Fire_Unhandled_FollowsThePolicy()
    {
        List<(Order State, Step Trigger)> told = [];
        var ignoring = new MachineBuilder<Order, Step>(Order.New).OnUnhandled(UnhandledTrigger.Ignore);
        ignoring.In(Order.New).On(Step.Note, Order.New);
        using Machine<Order, Step> patient = Make(ignoring.Build());
        Assert.Equal(Order.New, patient.Fire(Step.Ship));
        Assert.False(patient.TryFire(Step.Ship));

        var calling = new MachineBuilder<Order, Step>(Order.New)
            .OnUnhandled(context => told.Add((context.State, context.Trigger)));
        calling.In(Order.New).On(Step.Note, Order.New);
        using Machine<Order, Step> telling = Make(calling.Build());
        Assert.Equal(Order.New, telling.Fire(Step.Ship));
        Assert.Equal([(Order.New, Step.Ship)], told);
    }

    [Fact]
    public async Task Fire_FromManyThreads_ExactlyOneWins()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        using Barrier start = new(8);
        Task<bool>[] firings = [.. Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Token);
                return order.TryFire(Step.Pay);
            },
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Assert.Single(await Task.WhenAll(firings), isFired => isFired);
        Assert.Equal(Order.Paid, order.Current);
    }

    /// <summary>Collects what observers and actions throw where no caller can be told.</summary>
    protected static List<Exception> FailuresOf(Action action)
    {
        List<Exception> failures = [];
        EventHandler<CallbackFailedEventArgs> collect = (_, report) =>
        {
            lock (failures) failures.Add(report.Failure);
        };
        CallbackFailures.Failed += collect;
        try
        {
            action();
        }
        finally
        {
            CallbackFailures.Failed -= collect;
        }

        return failures;
    }
}
