using Holdfast.Collections;
using Holdfast.Errors;

namespace Holdfast.Tests.Collections;

/// <content>Pauses, tokens, and the end of a timer.</content>
public sealed partial class RestartableTimerTests
{
    [Fact]
    public void Pause_Started_CountsOnWhenResumed()
    {
        using RestartableTimer timer = Make();
        timer.Pause();
        timer.Resume();
        timer.Start(Ms(50));
        Advance(20);
        timer.Pause();
        timer.Pause();
        Assert.True(timer.IsPaused);
        Assert.True(timer.IsStarted);
        Advance(1000);
        Assert.Equal(Ms(30), timer.Remaining);
        timer.Resume();
        Assert.False(timer.IsPaused);
        Advance(29);
        Assert.Empty(_calls);
        Advance(1);
        Assert.Equal([Ms(1050)], _calls);
    }

    [Fact]
    public void Pause_Repeating_MovesTheGrid()
    {
        using RestartableTimer timer = Make(new() { IsRepeating = true });
        timer.Start(Ms(100));
        Advance(250);
        timer.Pause();
        Advance(30);
        timer.Resume();
        Advance(200);
        Assert.Equal([Ms(100), Ms(200), Ms(330), Ms(430)], _calls);
    }

    [Fact]
    public void Pause_ThenStop_IsStopped()
    {
        using RestartableTimer timer = Make();
        timer.Start(Ms(50));
        timer.Pause();
        timer.Stop();
        timer.Resume();
        Advance(100);
        Assert.Empty(_calls);
        timer.Start(Ms(10));
        Advance(10);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task Token_Cancelled_StopsItForGood()
    {
        using CancellationTokenSource stop = new();
        using RestartableTimer timer = Make(new() { IsRepeating = true, Token = stop.Token });
        timer.Start(Ms(10));
        Advance(10);
        await stop.CancelAsync();
        Assert.False(timer.IsStarted);
        Advance(100);
        Assert.Single(_calls);
        Assert.Equal(
            ErrorCode.TimerEnded, Assert.Throws<HoldfastOperationException>(() => timer.Restart(Ms(10))).Code);
    }

    [Fact]
    public async Task Token_OfTheHandler_IsThatOfTheOptions()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource entered = new();
        using RestartableTimer timer = new(
            async token =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
            new() { Token = stop.Token, TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(10);
        await entered.Task.WaitAsync(Token);
        await stop.CancelAsync();
        await timer.Running.WaitAsync(Token);
    }

    [Fact]
    public async Task DisposeAsync_HandlerRuns_WaitsForIt()
    {
        TaskCompletionSource goOn = new();
        RestartableTimer timer = new(() => goOn.Task, new() { TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(10);
        Task disposing = timer.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        goOn.SetResult();
        await disposing.WaitAsync(Token);
        Assert.Throws<HoldfastOperationException>(() => timer.Start(Ms(10)));
        timer.Stop();
        Assert.False(timer.IsStarted);
    }

    [Fact]
    public void Dispose_OnTheSystemsClock_LeavesItStopped()
    {
        RestartableTimer timer = new(() => { });
        timer.Start(TimeSpan.FromHours(1));
        timer.Dispose();
        timer.Dispose();
        timer.Stop();
        timer.Pause();
        Assert.False(timer.IsStarted);
    }
}
