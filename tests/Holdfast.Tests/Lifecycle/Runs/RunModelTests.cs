using FsCheck;
using FsCheck.Fluent;
using Holdfast.Lifecycle.Runs;
using Holdfast.Machines;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <summary>Random triggers and times on a run and on the plainest thing that could follow them.</summary>
public sealed class RunModelTests
{
    private const int Tick = 5;

    [Fact]
    public void Triggers_InAnyOrder_AgreeWithANaiveMachineInMemory() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.Choose(0, Tick).ArrayOf(60).ToArbitrary(), steps =>
        {
            SteppedClock clock = new();
            using RunState run = new("run", new RunStateOptions { TimeProvider = clock });
            Follow(run, clock, steps);
        }));

    [Fact]
    public void Triggers_InAnyOrder_AgreeWithANaiveMachineAtAPath()
    {
        using Store store = Store.Open("memory:");
        int count = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Gen.Choose(0, Tick).ArrayOf(40).ToArbitrary(), steps =>
            {
                SteppedClock clock = new();
                RunStateOptions options = new() { TimeProvider = clock };
                using RunState run = store.GetState("s").GetRunState($"/run{++count}", options);
                Follow(run, clock, steps);
            }));
    }

    [Fact]
    public void Triggers_OfManyThreads_KeepTheTableAndTellOfEachOnce()
    {
        using RunState run = new();
        List<RunChangedEventArgs> seen = [];
        run.Changed += (_, change) => seen.Add(change);
        int taken = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            Random random = new(thread);
            for (int i = 0; i < 2_000; i++)
                if (TryFire(run, (RunTrigger)random.Next(5))) Interlocked.Increment(ref taken);
        });
        Assert.Equal(taken, seen.Count);
        Assert.Equal(Enumerable.Range(1, taken).Select(number => (long)number), seen.Select(change => change.Number));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    private static void Follow(RunState run, SteppedClock clock, int[] steps)
    {
        string phase = "idle";
        bool isCancelled = false;
        int runSeconds = 0, pausedSeconds = 0, earlier = 0;
        foreach (int step in steps)
        {
            bool isOn = phase is "running" or "paused" or "stopping";
            if (step == Tick)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                if (isOn) runSeconds++;
                if (phase == "paused") pausedSeconds++;
            }
            else
            {
                RunTrigger trigger = (RunTrigger)step;
                string? next = Next(phase, trigger);
                Assert.Equal(next is not null, TryFire(run, trigger));
                if (next is null) continue;
                if (trigger == RunTrigger.Start) (isCancelled, runSeconds, pausedSeconds) = (false, 0, 0);
                if (trigger == RunTrigger.Cancel) isCancelled = true;
                if (trigger == RunTrigger.Stop) earlier += runSeconds;
                phase = next;
            }

            isOn = phase is "running" or "paused" or "stopping";
            Assert.Equal(
                (phase, isCancelled, runSeconds, pausedSeconds, earlier + (isOn ? runSeconds : 0), isCancelled),
                (run.Phase.ToString().ToLowerInvariant(), run.IsCancelled, (int)run.RunTime.TotalSeconds,
                    (int)run.PausedTime.TotalSeconds, (int)run.TotalTime.TotalSeconds,
                    run.Token.IsCancellationRequested));
        }
    }

    private static string? Next(string phase, RunTrigger trigger) => (phase, trigger) switch
    {
        ("idle" or "stopped", RunTrigger.Start) => "running",
        ("idle" or "stopped" or "stopping", RunTrigger.Cancel) => phase,
        ("running" or "paused", RunTrigger.Cancel) => "stopping",
        ("running" or "paused", RunTrigger.Pause) => "paused",
        ("paused", RunTrigger.Resume) => "running",
        ("running" or "paused" or "stopping", RunTrigger.Stop) => "stopped",
        _ => null,
    };

    private static bool TryFire(RunState run, RunTrigger trigger)
    {
        Action fire = trigger switch
        {
            RunTrigger.Start => () => run.Start(),
            RunTrigger.Cancel => run.Cancel,
            RunTrigger.Pause => run.Pause,
            RunTrigger.Resume => run.Resume,
            _ => run.Stop,
        };
        try
        {
            fire();
            return true;
        }
        catch (TransitionRefusedException)
        {
            return false;
        }
    }
}
