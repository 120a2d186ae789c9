using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Starting;

public sealed class ProcessControlTests() : ControlTests(Backend.Process);

public sealed class ThreadControlTests() : ControlTests(Backend.Thread)
{
    [Fact]
    public void Signal_OtherThanTerminate_SaysNothingToAThread()
    {
        ChildProcess process = StartWork();
        process.Signal((PosixSignal)9);
        int step = Context.State.Get<int>("/step");
        Context.State.When("/step", later => (int)later > step + 2, Patience);
        Assert.Equal(-15, process.Stop(Patience));
    }

    [Fact]
    public async Task Stop_OfAThreadThatDoesNotEnd_SaysSoAndEndsTheOthers()
    {
        ChildProcess deaf = Context.Start(SleepUntil);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        ChildProcess obeying = StartWork();
        Assert.Equal(
            ErrorCode.ThreadGoesOn,
            (await Assert.ThrowsAsync<HoldfastOperationException>(
                () => Context.StopAllAsync(TimeSpan.FromMilliseconds(20)))).Code);
        Assert.Equal(-15, await obeying.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.True(deaf.IsAlive);
        Context.State["/wake"] = true;
        await deaf.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static void SleepUntil(State state)
    {
        state["/sleeping"] = true;
        state.When("/wake", _ => true, Patience);
    }
}
