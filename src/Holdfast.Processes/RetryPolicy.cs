using System.Runtime.InteropServices;

namespace Holdfast.Processes;

/// <summary>Says after which failures a function is run again, in the same process, and when.</summary>
/// <remarks>
/// Shape.   A stop is never retried, whatever is listed. When the retries are used up, the last failure takes its
///          course.
/// Threads. Immutable.
/// Source.  zproc's retry_for, retry_delay, max_retries, retry_args and retry_kwargs.
/// </remarks>
public sealed record RetryPolicy
{
    /// <summary>The longest delay; a back-off ends there.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>The exceptions, with those that derive from them. Default: none.</summary>
    /// <exception cref="ArgumentException">One of them is not an exception.</exception>
    public IReadOnlyList<Type> Exceptions
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            Type? wrong = value.FirstOrDefault(type => !typeof(Exception).IsAssignableFrom(type));
            field = wrong is null ? value : throw new ArgumentException($"{wrong} is no exception.", nameof(value));
        }
    }
    = [];

    /// <summary>
    /// The signals; each becomes a <see cref="SignalException"/> in the function. Default: none. A number that
    /// <see cref="PosixSignal"/> does not name is the system's own, such as 10 for SIGUSR1 on Linux.
    /// </summary>
    public IReadOnlyList<PosixSignal> Signals { get; init; } = [];

    /// <summary>How long to wait before the first retry.</summary>
    /// <remarks>Units. Zero or more; default 5 s.</remarks>
    public TimeSpan Delay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromSeconds(5);

    /// <summary>By what the delay is multiplied for each retry after the first.</summary>
    /// <remarks>Units. 1 or more; default 1: it stays the same. A delay grows to a day at most.</remarks>
    public double Backoff
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = 1;

    /// <summary>How often it is run again: N means N + 1 runs in all. Null, the default: without end.</summary>
    /// <remarks>Units. Zero or more.</remarks>
    public int? MaxRetries
    {
        get;
        init
        {
            if (value is { } most) ArgumentOutOfRangeException.ThrowIfNegative(most, nameof(value));
            field = value;
        }
    }

    /// <summary>Arguments in order for all runs but the first; null: the same.</summary>
    public IReadOnlyList<object?>? Arguments { get; init; }

    /// <summary>Arguments by name for all runs but the first; null: the same.</summary>
    public IReadOnlyDictionary<string, object?>? NamedArguments { get; init; }

    internal bool HasArguments => Arguments is not null || NamedArguments is not null;

    /// <summary>Whether a run that failed is followed by another.</summary>
    /// <param name="retry">The number of the retry, from 1.</param>
    internal bool Allows(int retry) => MaxRetries is null || retry <= MaxRetries;

    /// <summary>How long to wait before a retry.</summary>
    internal TimeSpan DelayBefore(int retry)
    {
        double seconds = Delay.TotalSeconds * Math.Pow(Backoff, retry - 1);
        return seconds < LongestDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestDelay;
    }
}
