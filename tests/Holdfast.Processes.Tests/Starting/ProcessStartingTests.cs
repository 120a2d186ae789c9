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

    // A child of a store whose commits are to be on the disk did not put its own there.
    [Fact]
    public void Start_StoreWithOptions_IsOpenedWithTheSame()
    {
        StoreOptions options = new()
        {
            Durability = Durability.Disk,
            Timeout = TimeSpan.FromSeconds(3),
            MaxAttempts = 7,
            Author = "the boss",
            Retention = new Retention { Bytes = 1 << 20, Commits = 5000, Age = TimeSpan.FromHours(2) },
            AllowsUnknownFileSystem = true,
        };
        using TestFolder folder = new();
        using ProcessContext context = new(folder.Store, new ProcessContextOptions { Store = options, Workers = 1 });
        string expected = Functions.StoreOptionsOf(context.State);
        Assert.StartsWith("Disk 00:00:03 7 the boss 1048576 5000 02:00:00 True", expected, StringComparison.Ordinal);
        Assert.Equal(expected, context.Start(Functions.StoreOptionsOf).Wait<string>(Patience));
        Assert.Equal(expected, context.Run<string>(Functions.StoreOptionsOf));
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
