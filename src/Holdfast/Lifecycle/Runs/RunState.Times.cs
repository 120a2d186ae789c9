namespace Holdfast.Lifecycle.Runs;

/// <content>How long it has run, and since when.</content>
public sealed partial class RunState
{
    /// <summary>When it was last started; null before the first start.</summary>
    public DateTimeOffset? StartTime => _home.Read().Started;

    /// <summary>When it was stopped; null while it runs and before the first start.</summary>
    public DateTimeOffset? StopTime => _home.Read().Stopped;

    /// <summary>How long this run, or the last one, has taken, its pauses included; never negative.</summary>
    public TimeSpan RunTime => _home.Read().RunTime(_clock.Now);

    /// <summary>How long this run, or the last one, has been paused.</summary>
    public TimeSpan PausedTime => _home.Read().PausedTime(_clock.Now);

    /// <summary>How long all its runs have taken together, their pauses included.</summary>
    public TimeSpan TotalTime => _home.Read().TotalTime(_clock.Now);

    /// <summary>How long all its runs have been paused together.</summary>
    public TimeSpan TotalPausedTime => _home.Read().TotalPausedTime(_clock.Now);

    /// <summary>How often the run was started.</summary>
    public long Starts => _home.Read().Starts;
}
