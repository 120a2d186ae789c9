using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <content>What a firing would do.</content>
public abstract partial class StoredMachineContract
{
    [Fact]
    public void Preview_Firing_IsWhatItThenCommits()
    {
        MachineBuilder<string, string> builder = Door();
        using Machine<string, string> machine = Make(builder.Build());
        State["/else"] = 1;
        Snapshot before = State.Snapshot();
        Patch patch = machine.Preview("open", "ann");
        Assert.Equal(("shut", before.Revision), (machine.Current, State.Revision));
        machine.Fire("open", "ann");
        Assert.Equal(State.Diff(before.Revision, State.Revision).ToValue(), patch.ToValue());
    }

    [Fact]
    public void Preview_OfMachineThatWasRemoved_MakesItAnew()
    {
        MachineBuilder<string, string> builder = Door();
        using Machine<string, string> machine = Make(builder.Build());
        State.Remove("/machine");
        Patch patch = machine.Preview("open");
        Assert.False(State.Exists("/machine"));
        State.Apply(patch);
        Assert.Equal("open", machine.Current);
        Assert.True(State.Exists("/machine/definition"));
    }

    [Fact]
    public void Preview_TriggerThatIsRefused_ThrowsAsAFiring()
    {
        MachineBuilder<string, string> builder = Door();
        builder.In("shut").On("force", "open").If("it is unlocked", () => false);
        using Machine<string, string> machine = Make(builder.Build());
        var real = Assert.Throws<TransitionRefusedException>(() => machine.Fire("force"));
        var tried = Assert.Throws<TransitionRefusedException>(() => machine.Preview("force"));
        Assert.Equal((real.Code, real.Message), (tried.Code, tried.Message));
        Assert.Throws<TransitionRefusedException>(() => machine.Preview("nonsense"));
    }

    [Fact]
    public void Preview_TriggerThatIsLetPass_HasNoOperations()
    {
        MachineBuilder<string, string> builder = Door();
        builder.In("shut").Ignore("shut");
        builder.OnUnhandled(UnhandledTrigger.Ignore);
        using Machine<string, string> machine = Make(builder.Build());
        Assert.Empty(machine.Preview("shut").Operations);
        Assert.Empty(machine.Preview("nonsense").Operations);
    }

    [Fact]
    public void Preview_Actions_OnlyThoseInsideTheFiringRunAndChangeNothing()
    {
        int inside = 0, after = 0;
        MachineBuilder<string, string> reverting = Door().RevertOnFailure();
        reverting.In("shut").On("force", "open").Do(action =>
        {
            inside++;
            action.Transaction!.Set("/log", "opened");
        });
        using Machine<string, string> machine = Make(reverting.Build());
        Patch patch = machine.Preview("force");
        Assert.Equal(1, inside);
        Assert.Contains(patch.Operations, operation => operation.Path == StatePath.Parse("/log"));
        Assert.False(State.Exists("/log"));
        Assert.Equal("shut", machine.Current);

        MachineBuilder<string, string> builder = Door();
        builder.In("shut").On("force", "open").Do(_ => after++);
        using Machine<string, string> other = State.GetMachine("/other", builder.Build(), Options<string>());
        other.Preview("force");
        Assert.Equal(0, after);
    }

    [Fact]
    public void Preview_AsynchronousActions_AreRefusedAsByAFiring()
    {
        MachineBuilder<string, string> builder = Door();
        builder.In("shut").On("force", "open").DoAsync((_, _) => Task.CompletedTask);
        using Machine<string, string> machine = Make(builder.Build());
        Assert.Equal(
            ErrorCode.AsyncActions, Assert.Throws<HoldfastOperationException>(() => machine.Preview("force")).Code);
    }

    [Fact]
    public void Preview_InMemory_IsTheCallersMistake()
    {
        MachineBuilder<string, string> builder = Door();
        using Machine<string, string> machine = builder.Build().CreateMachine();
        Assert.Throws<InvalidOperationException>(() => machine.Preview("open"));
        Assert.Equal("shut", machine.Current);
    }

    private static MachineBuilder<string, string> Door()
    {
        var builder = new MachineBuilder<string, string>("shut");
        builder.In("shut").On("open", "open");
        return builder.Terminal("open");
    }
}
