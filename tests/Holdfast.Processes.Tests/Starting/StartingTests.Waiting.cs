using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Starting;

/// <content>Waiting for what a process gives, and its retries.</content>
public abstract partial class StartingTests
{
    [Fact]
    public void Wait_FunctionReturned_GivesItsResultEachTime()
    {
        ChildProcess process = Context.Start(Functions.Square, 7);
        Assert.Equal(49, process.Wait<int>(Patience));
        Assert.Equal(49, process.Wait<int>(Patience));
        Assert.Equal(0, process.ExitCode);
        Assert.False(process.IsAlive);
    }

    [Fact]
    public void Wait_FunctionThrew_GivesTypeMessageAndStackOfTheOther()
    {
        ChildProcess process = Context.Start(Functions.Fail);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(ErrorCode.ProcessFailed, failed.Code);
        Assert.Equal(1, failed.ExitCode);
        Assert.Same(process, failed.Process);
        ArgumentException cause = Assert.IsType<ArgumentException>(failed.InnerException);
        Assert.Equal("this cannot be", cause.Message);
        Assert.Contains("Functions.Fail", cause.StackTrace!, StringComparison.Ordinal);
        Assert.IsType<FormatException>(cause.InnerException);
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
    }

    [Fact]
    public void Wait_RemoteExceptionReturned_ThrowsTheOriginal()
    {
        ChildProcess process = Context.Start(Functions.Returned);
        KeyNotFoundException original = Assert.Throws<KeyNotFoundException>(() => process.Wait(Patience));
        Assert.Equal("nothing is there", original.Message);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Wait_ResultThatIsNoJson_SaysSo() =>
        Assert.Equal(
            ErrorCode.ResultNotPortable,
            Assert.Throws<ProcessWaitException>(() => Context.Start(Functions.Raw).Wait(Patience)).Code);

    [Fact]
    public void Wait_ProcessExit_EndsWithItsCode()
    {
        ProcessWaitException failed =
            Assert.Throws<ProcessWaitException>(() => Context.Start(Functions.Leave, 3).Wait(Patience));
        Assert.Equal(3, failed.ExitCode);
        Assert.Equal(ValueKind.Null, Context.Start(Functions.Leave, 0).Wait(Patience).Kind);
    }

    [Fact]
    public void Wait_StillRunning_TimesOutAndCanBeWaitedForAgain()
    {
        ChildProcess process = Context.Start(Functions.Obey);
        HoldfastTimeoutException late = Assert.Throws<HoldfastTimeoutException>(
            () => process.Wait(TimeSpan.FromMilliseconds(10)));
        Assert.Contains("has not returned", late.Message, StringComparison.Ordinal);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        process.Stop();
        Assert.Equal("obeyed", process.Wait<string>(Patience));
    }

    [Fact]
    public void WaitAll_OneFails_ThrowsOrTakesItsPlace()
    {
        Context.Start(Functions.Square, 2);
        Context.Start(Functions.Fail);
        Assert.Throws<ProcessWaitException>(() => Context.WaitAll(Patience));
        IReadOnlyList<ProcessResult> results = Context.WaitAllSafely(Patience);
        Assert.Equal(4, (int)results[0].Value);
        Assert.IsType<ProcessWaitException>(results[1].Failure);
    }

    [Fact]
    public void WaitAll_TimeIsTotal_ForAllTogether()
    {
        Context.Start(Functions.Obey);
        Context.Start(Functions.Obey);
        long start = TimeProvider.System.GetTimestamp();
        Assert.Throws<HoldfastTimeoutException>(() => Context.WaitAll(TimeSpan.FromMilliseconds(200)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 190, 10_000);
        IReadOnlyList<ProcessResult> results = Context.WaitAllSafely(TimeSpan.FromMilliseconds(10));
        Assert.All(results, result => Assert.IsType<HoldfastTimeoutException>(result.Failure));
    }

    [Fact]
    public void Retry_ListedException_RunsAgainUntilItReturns()
    {
        ProcessOptions options = new()
        {
            Retry = new RetryPolicy { Exceptions = [typeof(TimeoutException)], Delay = TimeSpan.Zero },
        };
        Assert.Equal(4, Context.Start(options, Functions.FailUntil, 3).Wait<int>(Patience));
    }

    [Fact]
    public void Retry_MostRetries_AreThatManyRunsAndOne()
    {
        ProcessOptions options = new()
        {
            Retry = new RetryPolicy { Exceptions = [typeof(Exception)], Delay = TimeSpan.Zero, MaxRetries = 5 },
        };
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(
            () => Context.Start(options, Functions.FailUntil, 100).Wait(Patience));
        Assert.IsType<TimeoutException>(failed.InnerException);
        Assert.Equal(6, Context.State.Get<int>("/tries"));
    }

    [Fact]
    public void Retry_UnlistedException_IsNotRetried()
    {
        ProcessOptions options = new() { Retry = new RetryPolicy { Exceptions = [typeof(FormatException)] } };
        Assert.Throws<ProcessWaitException>(() => Context.Start(options, Functions.FailUntil, 9).Wait(Patience));
        Assert.Equal(1, Context.State.Get<int>("/tries"));
    }

    [Fact]
    public void Retry_OtherArguments_AreThoseOfAllRunsButTheFirst()
    {
        ProcessOptions options = new()
        {
            Retry = new RetryPolicy { Exceptions = [typeof(TimeoutException)], Delay = TimeSpan.Zero, Arguments = [1] },
        };
        Assert.Equal(2, Context.Start(options, Functions.FailUntil, 50).Wait<int>(Patience));
    }
}
