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
            "{\"revision\":2,\"state\":\"paid\",\"number\":2,\"triggers\":[\"cancel\",\"ship\"]}\n",
            Do("machine /orders/1 --fire pay --argument 12.50 --author ann --json"));
        Assert.Equal("12.50\n", Do("get /orders/1/current/argument"));
        Assert.Equal(
            "revision  3\nstate     cancelled\nnumber    3\ntriggers  \n", Do("machine /orders/1 --fire cancel"));
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

    [Fact]
    public void Machine_FiredOnTrial_PrintsThePatchAndCommitsNothing()
    {
        MakeDoor();
        string before = Do("get /orders/1"), log = Do("log");
        string patch = Do("machine /orders/1 --fire open --argument '\"ann\"' --dry-run");
        Assert.Equal((before, log), (Do("get /orders/1"), Do("log")));
        Do("patch -", patch);
        Value current = Value.Parse(Do("get /orders/1/current"));
        Assert.Equal(
            ("open", "shut", "open", "ann", 2),
            ((string?)current["state"], (string?)current["from"], (string?)current["trigger"],
            (string?)current["argument"], (int)current["number"]));
        Assert.Equal(
            "revision  3\nstate     shut\nnumber    3\ntriggers  open, paint\n", Do("machine /orders/1 --fire shut"));
    }

    [Fact]
    public void Machine_FiredOnTrial_IsRefusedAsAFiringIs()
    {
        MakeDoor();
        string log = Do("log");
        foreach (string rest in new[] { "shut", "paint", "nonsense", "nonsense --argument 1" })
        {
            Result real = Run($"machine /orders/1 --fire {rest}");
            Assert.Equal(1, real.Exit);
            Assert.Equal(real, Run($"machine /orders/1 --fire {rest} --dry-run"));
        }

        Assert.Equal(log, Do("log"));
    }

    [Fact]
    public void Machine_ThatIgnoresATrigger_PrintsNoRevision()
    {
        var builder = new MachineBuilder<string, string>("new");
        builder.In("new").On("ship", "shipped");
        builder.Terminal("shipped");
        builder.OnUnhandled(UnhandledTrigger.Ignore);
        Make(builder.Build());
        Assert.Equal("state     new\nnumber    0\ntriggers  ship\n", Do("machine /orders/1 --fire pay"));
        Assert.Equal(
            "{\"state\":\"new\",\"number\":0,\"triggers\":[\"ship\"]}\n", Do("machine /orders/1 --fire pay --json"));
    }

    [Fact]
    public void Machine_FiredOnTrialWhereNothingIs_MakesNoStore()
    {
        Run("machine /orders/1 --fire open --dry-run").AssertFails(1, "HF0004");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Theory]
    [InlineData("process")]
    [InlineData("disk")]
    public void Machine_FiredWithADurability_SurvivesThat(string durability)
    {
        MakeDoor();
        Do($"machine /orders/1 --fire open --durability {durability}");
        Assert.Equal("\"open\"\n", Do("get /orders/1/current/state"));
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("machine /a --dry-run")]
    [InlineData("machine /a --durability disk")]
    [InlineData("machine /a --graph dot --dry-run")]
    [InlineData("machine /a --fire x --durability paper")]
    [InlineData("machine /a --graph png")]
    [InlineData("machine /a --graph dot --fire x")]
    [InlineData("machine /a --argument 1")]
    public void Machine_Nonsense_IsWrongUsage(string line) => Assert.Equal(2, Run(line).Exit);

    private void MakeDoor()
    {
        var builder = new MachineBuilder<string, string>("shut");
        builder.In("shut").On("open", "open").On("paint", "shut").If("there is paint", () => true);
        builder.In("open").On("shut", "shut");
        Make(builder.Build());
    }

    private void Make(MachineDefinition<string, string> definition)
    {
        using Store store = Store.Open(Shell.StorePath);
        store.GetState("default").GetMachine("/orders/1", definition).Dispose();
    }
}
