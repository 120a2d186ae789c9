using System.Diagnostics;
using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>Waiting for processes, as the tests of zproc ask for it: the cases Z-51 to Z-56 and Z-60.</summary>
public abstract class WaitTimeTests : IDisposable
{
    /// <summary>What the time may be off by, in parts of it.</summary>
    private const double Tolerance = 0.1;

    /// <summary>A machine that is busy may keep a wait too long, and does not do it each time.</summary>
    private const int Tries = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    protected WaitTimeTests(Backend backend) => _context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    [Fact]
    public void Z51_WaitAll_OneRunsLonger_TimesOutInTime()
    {
        _context.Start(Functions.Obey);
        AssertTimesOut(TimeSpan.FromSeconds(1), time => _context.WaitAll(time));
    }

    [Fact]
    public void Z52_Wait_RunsLonger_TimesOutInTime()
    {
        ChildProcess process = _context.Start(Functions.Obey);
        AssertTimesOut(TimeSpan.FromSeconds(1), time => process.Wait(time));
        Assert.True(process.IsAlive);
    }

    /// <summary>The time is for all together, so that of the second is what the first has left.</summary>
    [Fact]
    public void Z53_WaitAll_OneEndsInTimeAndOneDoesNot_TimesOutInTimeAndKeepsTheResult()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(600);
        AssertTimesOut(limit, time =>
        {
            _context.StopAll();
            _context.ForgetEnded();
            ChildProcess first = _context.Start(WaitFunctions.ReturnWhenOpen);
            ChildProcess second = _context.Start(Functions.Obey);
            _context.State.When("/waiting", value => (bool)value, Patience);
            _context.State.When("/sleeping", value => (bool)value, Patience);
            using Timer opening = new(_ => _context.State["/open"] = true);
            long start = Stopwatch.GetTimestamp();
            opening.Change(limit * 5 / 6, Timeout.InfiniteTimeSpan);
            Assert.Throws<HoldfastTimeoutException>(() => _context.WaitAll(time));
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

            Assert.Equal("opened", first.Wait<string>(Patience));
            IReadOnlyList<ProcessResult> results = _context.WaitAllSafely(TimeSpan.Zero);
            Assert.Equal("opened", (string)results[0].Value!);
            Assert.IsType<HoldfastTimeoutException>(results[1].Failure);
            Assert.True(second.IsAlive);
            return elapsed;
        });
    }

    [Fact]
    public void Z55_FunctionThrew_WaitAndWaitAllThrow()
    {
        ChildProcess process = _context.Start(Functions.Fail);
        AssertFailed(() => process.Wait(Patience));
        AssertFailed(() => _context.WaitAll(Patience));

        static void AssertFailed(Action wait)
        {
            ProcessWaitException failed = Assert.Throws<ProcessWaitException>(wait);
            Assert.IsType<ArgumentException>(failed.InnerException);
            Assert.Equal(1, failed.ExitCode);
        }
    }

    [Fact]
    public void Z56_ProcessExitOne_WaitAndWaitAllThrowWithThatCode()
    {
        ChildProcess process = _context.Start(Functions.Leave, 1);
        Assert.Equal(1, Assert.Throws<ProcessWaitException>(() => process.Wait(Patience)).ExitCode);
        Assert.Equal(1, Assert.Throws<ProcessWaitException>(() => _context.WaitAll(Patience)).ExitCode);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public void Z60_Wait_AShortTime_TimesOutInTime()
    {
        ChildProcess process = _context.Start(Functions.Obey);
        AssertTimesOut(TimeSpan.FromMilliseconds(50), time => process.Wait(time));
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void AssertTimesOut(TimeSpan limit, Action<TimeSpan> wait) => AssertTimesOut(limit, time =>
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Throws<HoldfastTimeoutException>(() => wait(time));
        return Stopwatch.GetElapsedTime(start);
    });

    /// <summary>None may be too short, and one of some has to be no longer than it may be.</summary>
    private static void AssertTimesOut(TimeSpan limit, Func<TimeSpan, TimeSpan> wait)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int tries = 0; best > limit * (1 + Tolerance) && tries < Tries; tries++)
        {
            TimeSpan elapsed = wait(limit);
            Assert.True(elapsed >= limit * (1 - Tolerance), $"{elapsed} is less than {limit}");
            if (elapsed < best) best = elapsed;
        }

        Assert.True(best <= limit * (1 + Tolerance), $"{best} is more than {limit}");
    }
}
