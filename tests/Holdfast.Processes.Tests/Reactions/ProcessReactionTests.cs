using Holdfast.Errors;
using Holdfast.Processes.Reactions;

namespace Holdfast.Processes.Tests.Reactions;

public sealed class ProcessReactionTests() : ReactionTests(Backend.Process)
{
    // It stayed among the processes, where WaitAll said that it was not started; and the exception had no code.
    [Fact]
    public void CallWhenChange_StartFails_LeavesNoProcess()
    {
        string file = Path.GetTempFileName();
        ReactionOptions options = new()
        {
            Process = new ProcessOptions { Output = ProcessOutput.ToFile(Path.Combine(file, "log")) },
        };
        HoldfastException failed = Assert.Throws<HoldfastException>(
            void () => Context.CallWhenChange(options, ["/n"], ReactionFunctions.Note));
        Assert.Equal(ErrorCode.ChildFailed, failed.Code);
        Assert.Empty(Context.Processes);
        Context.WaitAll();
        File.Delete(file);
    }
}
