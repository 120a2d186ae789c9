namespace Holdfast.Lifecycle.Runs;

/// <summary>
/// All that is known of a run at one moment, and what a trigger makes of it. Immutable, without a clock.
/// </summary>
internal sealed record RunRecord
{
    public static RunRecord Idle { get; } = new();

    public string? Name { get; init; }

    public RunPhase Phase { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>The number of the last transition; larger than that of any before it, and 0 before the first.</summary>
    public long Number { get; init; }

    public RunTrigger Trigger { get; init; }

    /// <summary>When the last transition was.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>How often it was started.</summary>
    public long Starts { get; init; }

    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was stopped; null while it runs.</summary>
    public DateTimeOffset? Stopped { get; init; }

    /// <summary>Since when it waits; null while it does not.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>How long this run, or the last one, has waited, without the wait that goes on.</summary>
    public TimeSpan Paused { get; init; }

    /// <summary>How long the runs before the one that goes on have taken.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>How long those have waited.</summary>
    public TimeSpan TotalPaused { get; init; }

    /// <summary>The process that started it; null before the first start.</summary>
    public StoreProcess? Owner { get; init; }

    public bool IsRunning => Phase is RunPhase.Running or RunPhase.Paused or RunPhase.Stopping;

    /// <summary>The start of the run that goes on; null when none does.</summary>
    public RunStart? Start => IsRunning ? new RunStart(Starts, Started, Owner) : null;

    public TimeSpan RunTime(DateTimeOffset now) =>
        Started is { } started ? Between(started, Stopped ?? now) : TimeSpan.Zero;

    public TimeSpan PausedTime(DateTimeOffset now) =>
        PausedSince is { } since ? Paused + Between(since, now) : Paused;

    public TimeSpan TotalTime(DateTimeOffset now) => IsRunning ? Total + RunTime(now) : Total;

    public TimeSpan TotalPausedTime(DateTimeOffset now) => IsRunning ? TotalPaused + PausedTime(now) : TotalPaused;

    /// <summary>Gives what a trigger makes of it.</summary>
    /// <param name="trigger">What is asked.</param>
    /// <param name="number">The number of the transition.</param>
    /// <param name="now">When it is.</param>
    /// <param name="process">Who asks.</param>
    /// <exception cref="Machines.TransitionRefusedException">The table does not have it.</exception>
    public RunRecord Fire(RunTrigger trigger, long number, DateTimeOffset now, StoreProcess process)
    {
        RunRecord next = this with
        {
            Phase = RunTable.Next(Phase, trigger, Name),
            Trigger = trigger,
            Number = number,
            Time = now,
        };
        return trigger switch
        {
            RunTrigger.Start => next.WithStart(now, process),
            RunTrigger.Cancel => next.WithoutPause(now) with { IsCancelled = true },
            RunTrigger.Pause => next with { PausedSince = PausedSince ?? now },
            RunTrigger.Resume => next.WithoutPause(now),
            _ => next.WithStop(now),
        };
    }

    /// <summary>
    /// Gives it as over, because its process died: the run ended when it was last heard of, as nothing better is known.
    /// </summary>
    public RunRecord Buried() => (this with { Phase = RunPhase.Stopped, IsCancelled = true }).WithStop(Time);

    private static TimeSpan Between(DateTimeOffset from, DateTimeOffset to) =>
        to > from ? to - from : TimeSpan.Zero;

    private RunRecord WithStart(DateTimeOffset now, StoreProcess process) => this with
    {
        IsCancelled = false,
        Starts = Starts + 1,
        Started = now,
        Stopped = null,
        PausedSince = null,
        Paused = TimeSpan.Zero,
        Owner = process,
    };

    private RunRecord WithoutPause(DateTimeOffset now) => this with { Paused = PausedTime(now), PausedSince = null };

    private RunRecord WithStop(DateTimeOffset now)
    {
        RunRecord over = WithoutPause(now) with { Stopped = now };
        return over with { Total = Total + over.RunTime(now), TotalPaused = TotalPaused + over.Paused };
    }
}
