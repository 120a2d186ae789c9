using Holdfast.Machines;

namespace Holdfast.Cli.Tests.Commands;

public sealed class MachineCommandTests : ShellTest
{
    [Fact]
    public void Machine_Stored_IsShownDrawnAndFired()
    {
        var builder = new MachineBuilder<string, string>("new");
        TypedTrigger<string, decimal> pay = builder.Trigger<decimal>("pay");
        builder.In("new").On(pay, "paid").On("cancel", "cancelled");
        builder.In("paid").On("ship", "shipped").If("it is in stock", () => true).On("cancel", "cancelled");
        builder.Terminal("shipped", "cancelled");
        Make(builder.Build());
        Assert.Equal("state     new\nnumber    0\ntriggers  pay, cancel\n", Do("machine /orders/1"));
        Assert.StartsWith("stateDiagram-v2\n    [*] --> new\n", Do("machine /orders/1 --graph mermaid"),
            StringComparison.Ordinal);
        Assert.StartsWith("digraph machine {\n", Do("machine /orders/1 --graph dot"), StringComparison.Ordinal);
        Assert.Equal(
            "{\"state\":\"paid\",\"number\":2,\"triggers\":[\"cancel\",\"ship\"]}\n",
            Do("machine /orders/1 --fire pay --argument 12.50 --author ann --json"));
        Assert.Equal("12.50\n", Do("get /orders/1/current/argument"));
        Assert.Equal("state     cancelled\nnumber    3\ntriggers  \n", Do("machine /orders/1 --fire cancel"));
    }

    [Fact]
    public void Machine_SaysNo_IsAnExitStatusAndACode()
    {
        var builder = new MachineBuilder<string, string>("new");
        builder.In("new").On("ship", "shipped").If("it is in stock", () => true);
        builder.Terminal("shipped");
        Make(builder.Build());
        Do("set /else 1");
        Assert.Equal(1, Run("machine /nothing").Exit);
        Assert.Contains("HF0109", Run("machine /else").Error, StringComparison.Ordinal);
        Assert.Contains("HF0107", Run("machine /orders/1 --fire ship").Error, StringComparison.Ordinal);
        Result refused = Run("machine /orders/1 --fire pay");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("HF0101", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("machine /a --graph png")]
    [InlineData("machine /a --graph dot --fire x")]
    [InlineData("machine /a --argument 1")]
    public void Machine_Nonsense_IsWrongUsage(string line) => Assert.Equal(2, Run(line).Exit);

    private void Make(MachineDefinition<string, string> definition)
    {
        using Store store = Store.Open(Shell.StorePath);
        store.GetState("default").GetMachine("/orders/1", definition).Dispose();
    }
}
