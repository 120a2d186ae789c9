using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Tests.Commands;

public sealed class LockCommandTests : ShellTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lock_Program_RunsWithTheTokenAndGivesItsStatus()
    {
        string[] words = ["lock", "backup", "--", "sh", "-c", "echo token $HOLDFAST_LOCK_TOKEN; exit 7"];
        Result first = await RealProcess.RunAsync(Shell.StorePath, "", words, Token);
        Assert.Equal(7, first.Exit);
        Assert.Matches("^token [1-9][0-9]*\n$", first.Output);
        Result second = await RealProcess.RunAsync(
            Shell.StorePath, "", ["lock", "backup", "--", "sh", "-c", "echo token $HOLDFAST_LOCK_TOKEN"], Token);
        Assert.True(long.Parse(second.Output[6..]) > long.Parse(first.Output[6..]));
    }

    [Fact]
    public async Task Lock_HeldByAnother_TimesOutAndNamesIt()
    {
        using Store store = Store.Open(Shell.StorePath);
        using Hold hold = store.GetState("default").GetLock("backup").Take(token: Token);
        Result late = await RealProcess.RunAsync(
            Shell.StorePath, "", ["lock", "backup", "--timeout", "100ms", "--", "echo", "never"], Token);
        late.AssertFails(1, "HF0180", $"{Environment.ProcessId}");
    }

    [Fact]
    public async Task Lock_Killed_IsFreeAndPassesSigtermOn()
    {
        using Store store = Store.Open(Shell.StorePath);
        const string script = "trap 'echo asked; exit 3' TERM; echo go; sleep 60 & wait";
        using Process holder = RealProcess.Start(Shell.StorePath, "lock", "backup", "--", "sh", "-c", script);
        Assert.Equal("go", await holder.StandardOutput.ReadLineAsync(Token));
        Assert.Equal(holder.Id, store.GetState("default").GetLock("backup").GetHolder()!.Process.ProcessId);
        Holdfast.Processes.Signals.Send(PosixSignal.SIGTERM, holder.Id);
        Assert.Equal("asked", await holder.StandardOutput.ReadLineAsync(Token));
        await holder.WaitForExitAsync(Token);
        Assert.Equal(3, holder.ExitCode);
        Assert.Null(store.GetState("default").GetLock("backup").GetHolder());
    }

    /// <summary>A signal that was sent to the command alone was swallowed.</summary>
    [Theory]
    [InlineData("INT", 2, PosixSignal.SIGINT)]
    [InlineData("QUIT", 3, PosixSignal.SIGQUIT)]
    public async Task Lock_InterruptedWithoutATerminal_PassesItOn(string name, int number, PosixSignal signal)
    {
        IgnoredSignals.SkipIfAny(number);
        string script = $"trap 'echo asked; exit 3' {name}; echo go; sleep 60 & wait";
        using Process holder = RealProcess.StartAlone(Shell.StorePath, "lock", "backup", "--", "sh", "-c", script);
        Assert.Equal("go", await holder.StandardOutput.ReadLineAsync(Token));
        Holdfast.Processes.Signals.Send(signal, holder.Id);
        Assert.Equal("asked", await holder.StandardOutput.ReadLineAsync(Token));
        await holder.WaitForExitAsync(Token);
        Assert.Equal(3, holder.ExitCode);
    }

    [Fact]
    public void Lock_SomethingElseIsThere_IsRefusedAndLeftAlone()
    {
        Run("append /list 1");
        Run("lock list -- true").AssertFails(1, "HF0183", "'/list' is not a lock: it is an array");
        Assert.Equal(["list"], StoredNames());
    }

    private List<string> StoredNames()
    {
        using Store store = Store.Open(Shell.StorePath);
        return [.. store.GetState("default").Get(StatePath.Root).Members.Select(member => member.Key)];
    }

    // The program was taken for the name, and then there was none: an exception of the framework.
    [Fact]
    public void Lock_NameForgotten_IsSaid()
    {
        Run("lock -- true").AssertFails(2, "HF0060", "<name> is missing; give it; see 'holdfast lock --help'");
        Run("lock a b -- true").AssertFails(2, "HF0060", "'b' is an argument too many; leave it out");
    }

    [Fact]
    public void Lock_WrongUse_IsSaid()
    {
        Run("lock backup").AssertFails(2, "HF0060", "behind --");
        Run("lock backup -- /no/such/program").AssertFails(
            1, "HF0062", "program' cannot be started: No such file or directory; correct");
    }
}
