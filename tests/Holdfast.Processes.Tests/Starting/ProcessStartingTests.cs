namespace Holdfast.Processes.Tests.Starting;

public sealed class ProcessStartingTests() : StartingTests(Backend.Process)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Start_EachTime_IsAnotherProcess()
    {
        ChildProcess first = Context.Start(Functions.Pid);
        ChildProcess second = Context.Start(Functions.Pid);
        int[] pids = [first.Wait<int>(Patience), second.Wait<int>(Patience), Environment.ProcessId];
        Assert.Equal(first.Pid, pids[0]);
        Assert.Equal(3, pids.Distinct().Count());
    }

    [Fact]
    public void Stop_FunctionThatCannotBeAsked_DiesOfTheSignal()
    {
        ChildProcess process = Context.Start(Functions.Sleep);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        Assert.Equal(-15, process.Stop());
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Contains("SIGTERM", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StopAll_SeveralProcesses_GivesTheirCodesInOrder()
    {
        Assert.Throws<ProcessWaitException>(() => Context.Start(Functions.Leave, 4).Wait(Patience));
        Context.Start(Functions.Sleep);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        Context.Create(Functions.Pid);
        Assert.Equal([4, -15, null], Context.StopAll());
    }

    [Fact]
    public void ExitCode_OfAnExitWith137_IsNotThatOfSigkill()
    {
        ChildProcess left = Context.Start(Functions.Exit, 137);
        Assert.Throws<ProcessWaitException>(() => left.Wait(Patience));
        Assert.Equal(137, left.ExitCode);
        ChildProcess killed = Context.Start(Functions.Sleep);
        killed.Signal((System.Runtime.InteropServices.PosixSignal)9);
        Assert.Throws<ProcessWaitException>(() => killed.Wait(Patience));
        Assert.Equal(-9, killed.ExitCode);
    }

    [Fact]
    public void Wait_ExitWithZeroAndNoResult_SaysThatItIsLost() =>
        Assert.Equal(
            Errors.ErrorCode.ResultLost,
            Assert.Throws<ProcessWaitException>(() => Context.Start(Functions.Exit, 0).Wait(Patience)).Code);
}
