namespace Holdfast.Processes.Tests.Starting;

public sealed class ThreadStartingTests() : StartingTests(Backend.Thread)
{
    /// <summary>The record named a file that nobody makes, and holdfast logs failed on it.</summary>
    [Fact]
    public void Start_WithAnOutputFile_IsNotSaidToHaveOne()
    {
        ProcessOptions options = new() { Output = ProcessOutput.ToFile("never-made.log") };
        Context.Start(options, Functions.Square, 2).Wait(TimeSpan.FromSeconds(30));
        Assert.Null(Context.Store.GetProcesses()[0].Output);
    }

    // The context of a thread started processes, and nothing at all on a store in memory.
    [Fact]
    public void Start_InAThread_StartsAThread()
    {
        using Store store = Store.Open("memory:");
        using ProcessContext context = new(
            store, new ProcessContextOptions { Process = new ProcessOptions { Backend = Backend.Thread } });
        Assert.Equal(Environment.ProcessId, context.Start(StartPid).Wait<int>(TimeSpan.FromSeconds(30)));
        Assert.Equal(Environment.ProcessId, context.Run<int>(StartPid));
    }

    private static int StartPid(ProcessContext context) => context.Start(Functions.Pid).Wait<int>();
}
