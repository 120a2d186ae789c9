using Holdfast.Collections;

namespace Holdfast.Tests.Collections;

/// <content>Timers that fire more than once, and handlers that take their time.</content>
public sealed partial class RestartableTimerTests
{
    [Fact]
    public void Repeating_UntilStopped_FiresAtEachPeriod()
    {
        using RestartableTimer timer = Make(new() { IsRepeating = true });
        timer.Start(Ms(30));
        Advance(100);
        Assert.Equal([Ms(30), Ms(60), Ms(90)], _calls);
        Assert.True(timer.IsStarted);
        Assert.Equal(Ms(20), timer.Remaining);
        timer.Stop();
        Advance(100);
        Assert.Equal(3, _calls.Count);
    }

    [Fact]
    public void Repeating_LateCalls_StayOnTheGrid()
    {
        using RestartableTimer timer = Make(new() { IsRepeating = true });
        timer.Start(Ms(100));
        for (int i = 0; i < 1000; i++)
        {
            _clock.Sleep(Ms(107));
            Advance(0);
        }

        // 107 s have gone by in steps of 107 ms: each period that was met at all was met once, and none is shifted.
        Advance(100);
        Assert.Equal(Ms(107_100), _calls[^1]);
        Assert.Equal(_calls.Count, _calls.Select(call => (int)(call / Ms(100))).Distinct().Count());
    }

    [Fact]
    public void Repeating_AfterAnHourAsleep_FiresOnceAndGoesOnOnTheGrid()
    {
        using RestartableTimer timer = Make(new() { IsRepeating = true });
        timer.Start(Ms(100));
        _clock.Sleep(TimeSpan.FromHours(1) + Ms(30));
        Advance(0);
        Advance(70);
        Assert.Equal([TimeSpan.FromHours(1) + Ms(30), TimeSpan.FromHours(1) + Ms(100)], _calls);
    }

    [Fact]
    public void Repeating_StoppedByItsHandler_FiresNoMore()
    {
        RestartableTimer? timer = null;
        timer = Make(new() { IsRepeating = true }, () => timer!.Stop());
        timer.Start(Ms(30));
        Advance(300);
        Assert.Single(_calls);
        Assert.False(timer.IsStarted);
        timer.Dispose();
    }

    [Fact]
    public async Task Repeating_SlowHandler_DoesNotOverlap()
    {
        TaskCompletionSource goOn = new();
        int calls = 0;
        using RestartableTimer timer = new(
            async () =>
            {
                calls++;
                await goOn.Task;
            },
            new() { IsRepeating = true, TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(100);
        Assert.Equal(1, calls);
        Task running = timer.Running;
        Assert.False(running.IsCompleted);
        goOn.SetResult();
        await running;
        Advance(10);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Repeating_SlowHandlerThatMayOverlap_IsCalledAtEachPeriod()
    {
        TaskCompletionSource goOn = new();
        int calls = 0;
        using RestartableTimer timer = new(
            async () =>
            {
                calls++;
                await goOn.Task;
            },
            new() { IsRepeating = true, MayOverlap = true, TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(50);
        Assert.Equal(5, calls);
        goOn.SetResult();
        await timer.Running;
    }

    [Fact]
    public void Jitter_OfARepeatingTimer_IsWithinItsBoundAndDoesNotAddUp()
    {
        using RestartableTimer timer = Make(new() { IsRepeating = true, Jitter = Ms(100), Random = new Random(7) });
        timer.Start(Ms(100));
        Advance(100_000);
        Assert.InRange(_calls.Count, 999, 1000);
        Assert.All(_calls.Select((call, index) => call - (Ms(100) * (index + 1))), late =>
            Assert.InRange(late, TimeSpan.Zero, Ms(101)));
        Assert.Contains(_calls, call => call.Ticks % Ms(100).Ticks != 0);
    }
}
