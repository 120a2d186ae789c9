namespace Holdfast.Timing;

/// <summary>The end of a waiting time, on the machine's clock that never runs back.</summary>
internal readonly record struct Deadline(long Until)
{
    /// <summary>The longest time that the system's timers take; a longer one (24.8 days) means without end.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue - 1);

    /// <summary>
    /// Gives the end of a time from now on. Part of a millisecond counts as a whole one, so that it is never too short.
    /// </summary>
    public static Deadline After(TimeSpan timeout) => new(timeout == Timeout.InfiniteTimeSpan || timeout > Longest
        ? long.MaxValue
        : Environment.TickCount64 + (long)Math.Ceiling(timeout.TotalMilliseconds));

    /// <summary>Gives the end of a time that a caller asked for; null: without end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is negative, and not <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </exception>
    public static Deadline Of(TimeSpan? timeout) => timeout is { } time
        ? After(Checked(time, nameof(timeout)))
        : new Deadline(long.MaxValue);

    /// <summary>Gives the time back when one can wait that long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// It is negative, and not <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </exception>
    public static TimeSpan Checked(TimeSpan timeout, string name) =>
        timeout >= TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan
        ? timeout
        : throw new ArgumentOutOfRangeException(
            name, timeout, "A time to wait is zero or more; for waiting without end give Timeout.InfiniteTimeSpan.");

    public bool IsOver => Until != long.MaxValue && Environment.TickCount64 >= Until;

    /// <summary>What is left, zero at the least; infinite when there is no end.</summary>
    public TimeSpan Rest => Until == long.MaxValue
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Max(0, Until - Environment.TickCount64));

    /// <summary>What is left, but no more than a limit.</summary>
    public TimeSpan RestWithin(TimeSpan limit)
    {
        TimeSpan rest = Rest;
        if (limit == Timeout.InfiniteTimeSpan) return rest;

        return rest == Timeout.InfiniteTimeSpan || limit < rest ? limit : rest;
    }
}
