namespace Holdfast.Collections;

/// <summary>Says how a <see cref="RestartableTimer"/> works.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record RestartableTimerOptions
{
    /// <summary>Whether it goes on after each time, until it is stopped. Default: it fires once.</summary>
    public bool IsRepeating { get; init; }

    /// <summary>
    /// Whether the handler may be called while its last call still runs. Default: no; a repeating timer passes over
    /// the times that fall into it, another fires as soon as the call has ended.
    /// </summary>
    public bool MayOverlap { get; init; }

    /// <summary>
    /// Each time is put off by a random part of this, so that many timers do not fire at once; it does not add up.
    /// </summary>
    /// <remarks>Units. Zero or more, default zero; for a repeating timer no more than its period.</remarks>
    public TimeSpan Jitter
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>Where the random parts come from. Default: <see cref="Random.Shared"/>.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Stops the timer for good when it is cancelled; handed to the handler.</summary>
    public CancellationToken Token { get; init; }

    /// <summary>The clock, of which only the part that never runs back is used.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
