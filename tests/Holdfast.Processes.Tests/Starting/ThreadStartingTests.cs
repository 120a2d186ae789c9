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
}
