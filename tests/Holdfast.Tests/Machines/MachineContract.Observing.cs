using System.Threading.Channels;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Observers, history and delays.</content>
public abstract partial class MachineContract
{
    /// <summary>The two-state machine of the source system's own example.</summary>
    [Fact]
    public async Task Observe_AnyState_IsToldBeforeThoseOfTheState()
    {
        Channel<string> told = Channel.CreateUnbounded<string>();
        MachineDefinition<string, string> definition = Switch();
        using Machine<string, string> machine = Make(definition);
        using IDisposable on = machine.Observe("on", (_, transition) =>
            told.Writer.TryWrite($"on: {Text(transition)}"));
        using IDisposable any = machine.Observe((sender, transition) =>
            told.Writer.TryWrite($"any: {Text(transition)} {sender == machine}"));
        Assert.Equal("on", machine.Fire("flip", "by hand"));
        Assert.Equal("off", machine.Fire("flip"));
        Assert.Equal("any: off flip on by hand True", await told.Reader.ReadAsync(Token));
        Assert.Equal("on: off flip on by hand", await told.Reader.ReadAsync(Token));
        Assert.Equal("any: on flip off  True", await told.Reader.ReadAsync(Token));

        static string Text(Transition<string, string> transition) =>
            $"{transition.From} {transition.Trigger} {transition.To} "
            + (transition.Argument is Value stored ? stored.As<string>() : transition.Argument);
    }

    [Fact]
    public async Task Observe_Removed_IsNotToldAnyMore()
    {
        Channel<long> told = Channel.CreateUnbounded<long>();
        int removed = 0;
        using Machine<string, string> machine = Make(Switch());
        IDisposable observer = machine.Observe((_, _) => removed++);
        using IDisposable other = machine.Observe((_, transition) => told.Writer.TryWrite(transition.Number));
        machine.Fire("flip");
        await told.Reader.ReadAsync(Token);
        observer.Dispose();
        observer.Dispose();
        machine.Fire("flip");
        await told.Reader.ReadAsync(Token);
        Assert.Equal(1, removed);
    }

    [Fact]
    public async Task Observe_OneThrows_TheTransitionStandsAndTheOthersAreTold()
    {
        Channel<long> told = Channel.CreateUnbounded<long>();
        using Machine<string, string> machine = Make(Switch());
        using IDisposable bad = machine.Observe((_, _) => throw new InvalidDataException("observer"));
        using IDisposable good = machine.Observe((_, transition) => told.Writer.TryWrite(transition.Number));
        List<Exception> failures = FailuresOf(() =>
        {
            Assert.Equal("on", machine.Fire("flip"));
            Assert.True(SpinWait.SpinUntil(() => told.Reader.Count == 1, TimeSpan.FromMinutes(1)));
        });
        Assert.Equal(machine.Number, await told.Reader.ReadAsync(Token));
        Assert.Contains(failures, failure => failure is InvalidDataException { Message: "observer" });
        Assert.Equal("on", machine.Current);
    }

    [Fact]
    public void Observe_UnknownState_IsRefused()
    {
        using Machine<string, string> machine = Make(Switch());
        Assert.Throws<Errors.HoldfastArgumentException>(() => machine.Observe("dim", (_, _) => { }));
    }

    [Fact]
    public async Task Observe_FiresAgain_TheMachineGoesOn()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        using IDisposable shipper = order.Observe(Order.Paid, (machine, _) => machine.Fire(Step.Ship));
        order.Fire(Step.Pay);
        await order.WaitForAsync(Order.Shipped, token: Token);
    }

    [Fact]
    public void Delay_Over_TakesTheTransition()
    {
        using Machine<Order, Step> order = Make(Expiring(() => true));
        Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(Order.New, order.Current);
        Clock.Advance(TimeSpan.FromMinutes(1));
        order.WaitFor(Order.Cancelled);
        Assert.True(order.IsTerminal);
    }

    [Fact]
    public void Delay_StateLeftInTime_IsCalledOff()
    {
        using Machine<Order, Step> order = Make(Expiring(() => true));
        Clock.Advance(TimeSpan.FromMinutes(29));
        order.Fire(Step.Pay);
        Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(Order.Paid, order.Current);
        order.Fire(Step.Note);
        Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(Order.New, order.Current);
        Clock.Advance(TimeSpan.FromMinutes(1));
        order.WaitFor(Order.Cancelled);
    }

    [Fact]
    public async Task Delay_GuardDoesNotHold_IsCalledOff()
    {
        bool mayExpire = false;
        TaskCompletionSource asked = new();
        using Machine<Order, Step> order = Make(Expiring(() =>
        {
            bool answer = mayExpire;
            asked.TrySetResult();
            return answer;
        }));
        Clock.Advance(TimeSpan.FromMinutes(30));
        await asked.Task.WaitAsync(Token);
        mayExpire = true;
        Clock.Advance(TimeSpan.FromMinutes(300));
        Assert.Equal(Order.New, order.Current);
    }

    [Fact]
    public async Task Delay_AnotherFailsEachTime_IsTakenAllTheSame()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New)
            .After(TimeSpan.FromMinutes(10), Order.Paid).If("it never works", () => throw new FormatException())
            .After(TimeSpan.FromMinutes(30), Order.Cancelled);
        builder.In(Order.Paid).On(Step.Note, Order.New);
        builder.Terminal(Order.Cancelled);
        using Machine<Order, Step> order = Make(builder.Build());
        Task cancelled = order.WaitForAsync(Order.Cancelled, token: Token);
        for (TimeSpan passed = default; !cancelled.IsCompleted; passed += TimeSpan.FromSeconds(30))
        {
            if (passed < TimeSpan.FromMinutes(30)) Assert.Equal(Order.New, order.Current);
            Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }

        await cancelled;
    }

    protected static MachineDefinition<Order, Step> Expiring(Func<bool> guard)
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid)
            .After(TimeSpan.FromMinutes(30), Order.Cancelled).If("it may expire", guard);
        builder.In(Order.Paid).On(Step.Note, Order.New);
        builder.Terminal(Order.Cancelled);
        return builder.Build();
    }

    private static MachineDefinition<string, string> Switch()
    {
        var builder = new MachineBuilder<string, string>("off");
        builder.In("off").On("flip", "on");
        builder.In("on").On("flip", "off");
        return builder.Build();
    }
}
