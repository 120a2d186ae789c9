using System.Collections.Concurrent;
using Holdfast.Collections;
using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Tests.Collections;

public sealed partial class RestartableTimerTests
{
    private readonly FakeClock _clock = new();
    private readonly List<TimeSpan> _calls = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void New_Timer_IsStopped()
    {
        using RestartableTimer timer = Make();
        Assert.False(timer.IsStarted);
        Assert.Null(timer.Remaining);
        Advance(10_000);
        Assert.Empty(_calls);
    }

    [Fact]
    public void Start_Once_FiresOnceAndIsStartedUntilThen()
    {
        using RestartableTimer timer = Make();
        timer.Start(Ms(50));
        Advance(49);
        Assert.True(timer.IsStarted);
        Assert.Equal(Ms(1), timer.Remaining);
        Assert.Empty(_calls);
        Advance(1);
        Assert.False(timer.IsStarted);
        Advance(500);
        Assert.Equal([Ms(50)], _calls);
    }

    [Fact]
    public async Task Start_OnTheSystemsClock_FiresAfterTheTimeAndNotBefore()
    {
        TaskCompletionSource fired = new();
        using RestartableTimer timer = new(fired.SetResult);
        long start = TimeProvider.System.GetTimestamp();
        timer.Start(Ms(50));
        await fired.Task.WaitAsync(Token);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= Ms(50));
        Assert.False(timer.IsStarted);
    }

    [Fact]
    public void Start_Zero_FiresAtOnce()
    {
        using RestartableTimer timer = Make();
        timer.Start(TimeSpan.Zero);
        Advance(0);
        Assert.Equal([TimeSpan.Zero], _calls);
    }

    [Fact]
    public void Start_Started_IsACodedError()
    {
        using RestartableTimer timer = Make();
        timer.Start(Ms(50));
        Assert.Equal(
            ErrorCode.TimerStarted,
            Assert.Throws<HoldfastOperationException>(() => timer.Start(Ms(50))).Code);
    }

    [Fact]
    public void Start_ImpossibleTime_IsRefused()
    {
        using RestartableTimer once = Make();
        Assert.Throws<ArgumentOutOfRangeException>(() => once.Start(Ms(-1)));
        using RestartableTimer repeating = Make(new() { IsRepeating = true, Jitter = Ms(20) });
        Assert.Throws<ArgumentOutOfRangeException>(() => repeating.Start(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => repeating.Restart(Ms(19)));
        Assert.False(repeating.IsStarted);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestartableTimerOptions { Jitter = Ms(-1) });
    }

    [Fact]
    public void Start_Months_IsWaitedForInParts()
    {
        using RestartableTimer timer = Make();
        timer.Start(TimeSpan.FromDays(100));
        _clock.Advance(TimeSpan.FromDays(99));
        Assert.Empty(_calls);
        Assert.Equal(TimeSpan.FromDays(1), timer.Remaining);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(_calls);
    }

    [Fact]
    public void Stop_Started_NeverFires()
    {
        using RestartableTimer timer = Make();
        timer.Stop();
        timer.Start(Ms(50));
        timer.Stop();
        timer.Stop();
        Assert.False(timer.IsStarted);
        Advance(100);
        Assert.Empty(_calls);
    }

    [Fact]
    public void Restart_BeforeItFires_DropsTheOldTime()
    {
        using RestartableTimer timer = Make();
        timer.Restart(Ms(50));
        timer.Restart(Ms(100));
        Advance(99);
        Assert.Empty(_calls);
        Advance(500);
        Assert.Equal([Ms(100)], _calls);
    }

    [Fact]
    public void Restart_Stopped_StartsIt()
    {
        using RestartableTimer timer = Make();
        timer.Restart(Ms(30));
        Assert.True(timer.IsStarted);
        Advance(30);
        Assert.Single(_calls);
    }

    [Fact]
    public void Once_StartedByItsHandler_FiresAgain()
    {
        RestartableTimer? timer = null;
        List<bool> started = [];
        timer = Make(null, () =>
        {
            started.Add(timer!.IsStarted);
            if (started.Count < 3) timer.Start(Ms(20));
        });
        timer.Start(Ms(10));
        Advance(300);
        Assert.Equal([Ms(10), Ms(30), Ms(50)], _calls);
        Assert.Equal([false, false, false], started);
        timer.Dispose();
    }

    [Fact]
    public async Task Once_FiresWhileItsHandlerRuns_IsCalledWhenThatHasEnded()
    {
        TaskCompletionSource goOn = new();
        int calls = 0;
        RestartableTimer? timer = null;
        timer = new RestartableTimer(
            async () =>
            {
                if (++calls == 1) timer!.Start(Ms(10));
                await goOn.Task;
            },
            new() { TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(100);
        Assert.Equal(1, calls);
        goOn.SetResult();
        await timer.Running;
        Assert.Equal(2, calls);
        timer.Dispose();
    }

    [Fact]
    public async Task Restart_WhileACallIsOwed_DropsIt()
    {
        TaskCompletionSource goOn = new();
        int calls = 0;
        RestartableTimer? timer = null;
        timer = new RestartableTimer(
            async () =>
            {
                if (++calls == 1) timer!.Start(Ms(10));
                await goOn.Task;
            },
            new() { TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(100);
        timer.Restart(Ms(1000));
        goOn.SetResult();
        await timer.Running;
        Assert.Equal(1, calls);
        Advance(1000);
        Assert.Equal(2, calls);
        timer.Dispose();
    }

    [Fact]
    public async Task Stop_WhileTheHandlerRuns_LetsItEnd()
    {
        TaskCompletionSource goOn = new();
        bool isDone = false;
        using RestartableTimer timer = new(
            async () =>
            {
                await goOn.Task;
                isDone = true;
            },
            new() { TimeProvider = _clock });
        timer.Start(Ms(10));
        Advance(10);
        timer.Stop();
        goOn.SetResult();
        await timer.Running;
        Assert.True(isDone);
    }

    [Fact]
    public void Handler_ThatThrows_IsReportedAndTheNextTimeComes()
    {
        ConcurrentQueue<Exception> failures = new();
        using RestartableTimer timer = Make(
            new() { IsRepeating = true }, () => throw new InvalidDataException($"{_calls.Count}"));
        EventHandler<CallbackFailedEventArgs> collect = (sender, report) =>
        {
            if (ReferenceEquals(sender, timer)) failures.Enqueue(report.Failure);
        };
        CallbackFailures.Failed += collect;
        timer.Start(Ms(10));
        Advance(20);
        CallbackFailures.Failed -= collect;
        Assert.Equal(["1", "2"], failures.Select(failure => failure.Message));
    }

    [Fact]
    public async Task Restart_ManyThreads_FiresOnceAfterTheLast()
    {
        int calls = 0;
        await using RestartableTimer timer = new(() => Interlocked.Increment(ref calls));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++) timer.Restart(TimeSpan.FromHours(1));
        }, Token)));
        Assert.Equal(0, calls);
        timer.Restart(Ms(1));
        while (timer.IsStarted) await Task.Yield();
        await timer.Running.WaitAsync(Token);
        Assert.Equal(1, calls);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Advance(int milliseconds) => _clock.Advance(Ms(milliseconds));

    private RestartableTimer Make(RestartableTimerOptions? options = null, Action? handler = null) => new(
        () =>
        {
            _calls.Add(TimeSpan.FromTicks(_clock.GetTimestamp()));
            handler?.Invoke();
        },
        (options ?? new()) with { TimeProvider = _clock });
}
