using System.Globalization;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Machines;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <content>Times and events.</content>
public abstract partial class RunContract
{
    [Fact]
    public void Times_OverPausesAndRestarts_AreRight()
    {
        using RunState run = Make();
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (run.RunTime, run.TotalTime));
        Assert.Equal((null, null), (run.StartTime, run.StopTime));
        Clock.Advance(TimeSpan.FromSeconds(5));
        run.Start();
        Clock.Advance(TimeSpan.FromSeconds(10));
        run.Pause();
        Clock.Advance(TimeSpan.FromSeconds(3));
        run.Pause();
        Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((17, 7), Seconds(run.RunTime, run.PausedTime));
        run.Resume();
        Clock.Advance(TimeSpan.FromSeconds(2));
        run.Cancel();
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((20, 7), Seconds(run.RunTime, run.PausedTime));
        run.Stop();
        Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal((20, 20), Seconds(run.RunTime, run.TotalTime));
        Assert.Equal(TimeSpan.FromSeconds(20), run.StopTime - run.StartTime);
        run.Start();
        run.Pause();
        Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal((6, 26), Seconds(run.RunTime, run.TotalTime));
        Assert.Null(run.StopTime);
        run.Stop();
        Assert.Equal((6, 13), Seconds(run.PausedTime, run.TotalPausedTime));
        Assert.Equal(2, run.Starts);
    }

    [Fact]
    public void Events_OfEachTransition_AreRaisedOnceInOrderAnyFirst()
    {
        using RunState run = Make();
        List<string> seen = [];
        using CountdownEvent told = new(12);
        run.Cancelled += (sender, change) => Note("cancelled", sender, change);
        run.Started += (sender, change) => Note("started", sender, change);
        run.Stopped += (sender, change) => Note("stopped", sender, change);
        run.Paused += (sender, change) => Note("paused", sender, change);
        run.Resumed += (sender, change) => Note("resumed", sender, change);
        run.Changed += (sender, change) => Note("any", sender, change);
        run.Cancel();
        run.Start();
        run.Pause();
        run.Resume();
        run.Cancel();
        run.Stop();

        // At a path, the thread that watches it may be the one that tells.
        told.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "any Idle -> Idle by Cancel", "cancelled Idle -> Idle by Cancel",
                "any Idle -> Running by Start", "started Idle -> Running by Start",
                "any Running -> Paused by Pause", "paused Running -> Paused by Pause",
                "any Paused -> Running by Resume", "resumed Paused -> Running by Resume",
                "any Running -> Stopping by Cancel", "cancelled Running -> Stopping by Cancel",
                "any Stopping -> Stopped by Stop", "stopped Stopping -> Stopped by Stop",
            ],
            seen);

        void Note(string which, object? sender, RunChangedEventArgs change)
        {
            Assert.Same(run, sender);
            seen.Add(string.Create(CultureInfo.InvariantCulture, $"{which} {change}"));
            told.Signal();
        }
    }

    [Fact]
    public void Events_HandlerThatThrowsOrFires_IsReportedAndTheOthersAreCalledInOrder()
    {
        using RunState run = Make();
        using Reports reports = new(run);
        List<RunTrigger> seen = [];
        using CountdownEvent told = new(2);
        EventHandler<RunChangedEventArgs> removed = (_, _) => Assert.Fail("it was removed");
        run.Changed += removed;
        run.Changed -= removed;
        run.Started += (_, _) => run.Pause();
        run.Changed += (_, _) => throw new InvalidTimeZoneException();
        run.Changed += (_, change) =>
        {
            Assert.NotEqual(0, change.Number);
            seen.Add(change.Trigger);
            told.Signal();
        };
        run.Start();
        told.Wait(TestContext.Current.CancellationToken);
        Assert.Equal([RunTrigger.Start, RunTrigger.Pause], seen);
        Assert.Equal(2, reports.Failures.Count);
        Assert.Equal(RunPhase.Paused, run.Phase);
    }

    [Fact]
    public void Token_CallbackThatThrows_IsReportedAndTheCancelStands()
    {
        using RunState run = Make();
        using Reports reports = new(run);
        run.Start();
        using CancellationTokenRegistration registration =
            run.Token.Register(() => throw new InvalidTimeZoneException());
        run.Cancel();
        Assert.True(run.Token.IsCancellationRequested);
        Assert.IsType<AggregateException>(Assert.Single(reports.Await(1)));
    }

    private static (int First, int Second) Seconds(TimeSpan first, TimeSpan second) =>
        ((int)first.TotalSeconds, (int)second.TotalSeconds);
}
