using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>Going to a state by its name.</content>
public abstract partial class MachineContract
{
    private static readonly string[] DraftTargets = ["review", "archived"];

    [Fact]
    public void TransitionTo_DocumentMachine_GoesAsItsListsSay()
    {
        using Machine<string, string> document = Make(Documents());
        Assert.Equal(DraftTargets, document.AllowedStates);
        Assert.Equal("review", document.TransitionTo("review"));
        TransitionRefusedException refused =
            Assert.Throws<TransitionRefusedException>(() => { document.TransitionTo("published"); });
        Assert.Contains("is in 'review' and does not go to 'published' from there, but to approved, rejected, draft.",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal("review", document.Current);
        Assert.False(document.CanTransitionTo("published"));
        Assert.False(document.TryTransitionTo("published"));
        Assert.True(document.CanTransitionTo("approved"));
        Assert.True(document.TryTransitionTo("approved"));
        Assert.Equal("published", document.TransitionTo("published"));
    }

    [Fact]
    public void FromTransitions_ListsOfAnyKind_AreTaken()
    {
        using Machine<Order, Order> order = Make(MachineDefinition.FromTransitions(
            Order.New,
            new SortedDictionary<Order, List<Order>>
            {
                [Order.New] = [Order.Paid],
                [Order.Paid] = [Order.New, Order.New],
            }));
        Assert.Equal(Order.Paid, order.TransitionTo(Order.Paid));
        Assert.Equal([Order.New], order.AllowedStates);
    }

    [Fact]
    public async Task CanTransitionTo_TriggerThatNeedsSomethingOrAChoice_SaysWhatTransitionToDoes()
    {
        bool isOpen = false;
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, decimal> pay = builder.Trigger<decimal>(Step.Pay);
        builder.In(Order.New)
            .On(pay, Order.Paid)
            .OnChoose(Step.Ship, _ => Order.Shipped, Order.Shipped)
            .On(Step.Cancel, Order.Cancelled).If("it is open", () => isOpen);
        builder.Terminal(Order.Paid, Order.Shipped, Order.Cancelled);
        using Machine<Order, Step> order = Make(builder.Build());
        Assert.Equal([Order.Paid, Order.Shipped], order.AllowedStates);
        foreach (Order target in Enum.GetValues<Order>())
        {
            Assert.False(order.CanTransitionTo(target));
            Assert.False(order.TryTransitionTo(target));
            Assert.False(await order.TryTransitionToAsync(target, token: Token));
        }

        isOpen = true;
        Assert.True(order.CanTransitionTo(Order.Cancelled));
        Assert.True(await order.TryTransitionToAsync(Order.Cancelled, token: Token));
        Assert.Equal(Order.Cancelled, order.Current);
    }

    [Fact]
    public void TransitionTo_FromAnEmptyList_IsAlwaysRefused()
    {
        using Machine<string, string> document = Make(Documents());
        document.TransitionTo("archived");
        Assert.True(document.IsTerminal);
        Assert.Empty(document.AllowedStates);
        foreach (string state in document.Definition.States)
            Assert.Throws<TransitionRefusedException>(() => { document.TransitionTo(state); });
    }

    [Fact]
    public void TransitionTo_UnknownState_IsAWrongArgument()
    {
        using Machine<string, string> document = Make(Documents());
        HoldfastArgumentException unknown =
            Assert.Throws<HoldfastArgumentException>(() => { document.TransitionTo("pblished"); });
        Assert.Equal(ErrorCode.UnknownMachineName, unknown.Code);
        Assert.Throws<HoldfastArgumentException>(() => { document.TryTransitionTo("pblished"); });
        Assert.False(document.CanTransitionTo("pblished"));
        Assert.Equal("draft", document.Current);
    }

    [Fact]
    public void TransitionTo_MachineWithTriggers_TakesTheOneThatLeadsThere()
    {
        using Machine<Order, Step> order = Make(BuilderTests.Orders());
        Assert.Equal([Order.Paid, Order.Cancelled], order.AllowedStates);
        order.TransitionTo(Order.Paid);
        Assert.Equal(Order.Shipped, order.TransitionTo(Order.Shipped));
    }

    internal static MachineDefinition<string, string> Documents() => MachineDefinition.FromTransitions(
        "draft",
        new Dictionary<string, string[]>
        {
            ["draft"] = DraftTargets,
            ["review"] = ["approved", "rejected", "draft"],
            ["approved"] = ["published", "archived"],
            ["rejected"] = ["draft", "archived"],
            ["published"] = ["archived"],
            ["archived"] = [],
        });
}
