using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

public sealed class BuilderTests
{
    [Fact]
    public void Build_EverythingWrong_ListsItAllAtOnce()
    {
        var builder = new MachineBuilder<string, string>("start");
        builder.In("start").On("go", "nowhere").On("go", "end").On("go", "end");
        builder.In("island").StartsIn("end").RemembersSubstate();
        builder.In("left").Within("right");
        builder.In("right").Within("left");
        builder.Terminal("end");
        InvalidMachineException problem = Assert.Throws<InvalidMachineException>(builder.Build);
        Assert.Equal(ErrorCode.InvalidMachine, problem.Code);
        string[] expected =
        [
            "'start' on 'go' leads to 'nowhere', which is not defined; define it, also when nothing leaves it.",
            "'start' on 'go' is ambiguous: a transition without a guard stands before others, which would never be "
                + "taken.",
            "'island' is to remember its sub-state and has none.",
            "The sub-state 'right' contains itself, by way of 'left'.",
            "'island' starts in 'end', which is not one of its own sub-states.",
            "No sequence of triggers leads from 'start' to 'island'.",
            "No sequence of triggers leads from 'start' to 'left'.",
            "No sequence of triggers leads from 'start' to 'right'.",
        ];
        Assert.Equal(expected, problem.Problems);
        Assert.All(problem.Problems, text => Assert.Contains(text, problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_TheInitialStateIsNotDefined_IsRefused() =>
        Assert.Equal(
            ["The initial state 'New' is not defined."],
            Assert.Throws<InvalidMachineException>(() => new MachineBuilder<Order, Step>(Order.New).Build()).Problems);

    [Fact]
    public void Build_TwoGuardsOfOneName_AreAmbiguous()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New)
            .On(Step.Pay, Order.Paid).If("it is day", () => true)
            .On(Step.Pay, Order.Cancelled).If("it is day", () => false);
        builder.Terminal(Order.Paid, Order.Cancelled);
        string problem = Assert.Single(Assert.Throws<InvalidMachineException>(builder.Build).Problems);
        Assert.Equal("'New' on 'Pay' is ambiguous: several transitions have the guard 'it is day'.", problem);
    }

    [Fact]
    public void Build_AnAsyncFunctionWhereNobodyWaits_IsRefused()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
#pragma warning disable CA2007, VSTHRD101 // This is the mistake that has to be found.
        builder.In(Order.New).OnEntry(async _ => await Task.Yield());
#pragma warning restore CA2007, VSTHRD101
        string problem = Assert.Single(Assert.Throws<InvalidMachineException>(builder.Build).Problems);
        Assert.Contains("async function that nobody waits for", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_AnAsyncFunctionInATypedActionOrForUnhandled_IsRefused()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        TypedTrigger<Step, int> pay = builder.Trigger<int>(Step.Pay);
#pragma warning disable CA2007, VSTHRD101 // This is the mistake that has to be found.
        builder.OnUnhandled(async _ => await Task.Yield());
        builder.In(Order.New).OnStay(pay).Do(async (_, _) => await Task.Yield());
#pragma warning restore CA2007, VSTHRD101
        IReadOnlyList<string> problems = Assert.Throws<InvalidMachineException>(builder.Build).Problems;
        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem =>
            Assert.Contains("async function that nobody waits for", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_TriggerNamedAsADelay_IsNotAmbiguousWithIt()
    {
        var builder = new MachineBuilder<string, string>("a");
        builder.In("a").On("after 00:01:00", "b").After(TimeSpan.FromMinutes(1), "b");
        builder.Terminal("b");
        Assert.Equal(["a", "b"], builder.Build().States);
    }

    [Fact]
    public void Build_ChoiceAmongNoStates_IsRefused()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).OnChoose(Step.Pay, _ => Order.New);
        Assert.Contains(
            "chooses among no states", Assert.Throws<InvalidMachineException>(builder.Build).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TwoSuperStatesOrTwoStarts_AreRefused()
    {
        var builder = new MachineBuilder<string, string>("a");
        builder.In("a").On("x", "b").On("y", "c").StartsIn("c").StartsIn("d");
        builder.In("b").On("z", "d");
        builder.In("c").Within("a").Within("b");
        builder.In("d").Within("a");
        string[] expected = ["'a' starts in several states: c, d.", "'c' is within several states: a, b."];
        Assert.Equal(expected, Assert.Throws<InvalidMachineException>(builder.Build).Problems);
    }

    [Fact]
    public void Build_StatesWithTheSameText_AreRefused()
    {
        var builder = new MachineBuilder<object, string>(1);
        builder.In(1).On("x", "1");
        builder.Terminal("1");
        Assert.Equal(
            ["Two states have the same text '1'."],
            Assert.Throws<InvalidMachineException>(builder.Build).Problems);
    }

    [Fact]
    public void FromTransitions_AListedStateWithoutAList_IsRefused() =>
        Assert.Contains(
            "leads to 'publshed', which is not defined",
            Assert.Throws<InvalidMachineException>(() => MachineDefinition.FromTransitions(
                "draft", new Dictionary<string, string[]> { ["draft"] = ["publshed"], })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Definition_States_AreInTheirOrder()
    {
        MachineDefinition<Order, Step> orders = Orders();
        Assert.Equal([Order.New, Order.Paid, Order.Shipped, Order.Cancelled], orders.States);
        Assert.Equal([Step.Pay, Step.Cancel, Step.Ship], orders.Triggers);
        Assert.Equal(Order.New, orders.Initial);
        Assert.True(orders.IsTerminal(Order.Shipped));
        Assert.False(orders.IsTerminal(Order.Paid));
    }

    internal static MachineDefinition<Order, Step> Orders()
    {
        var builder = new MachineBuilder<Order, Step>(Order.New);
        builder.In(Order.New).On(Step.Pay, Order.Paid).On(Step.Cancel, Order.Cancelled);
        builder.In(Order.Paid).On(Step.Ship, Order.Shipped).On(Step.Cancel, Order.Cancelled);
        builder.Terminal(Order.Shipped, Order.Cancelled);
        return builder.Build();
    }
}
