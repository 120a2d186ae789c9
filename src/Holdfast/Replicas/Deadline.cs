namespace Holdfast.Replicas;

/// <summary>The end of a waiting time, on the machine's clock that never runs back.</summary>
internal readonly record struct Deadline(long Until)
{
    public static Deadline After(TimeSpan timeout) => new(
        timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds);

    public bool IsOver => Until != long.MaxValue && Environment.TickCount64 >= Until;

    /// <summary>What is left, zero at the least; infinite when there is no end.</summary>
    public TimeSpan Rest => Until == long.MaxValue
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Max(0, Until - Environment.TickCount64));

    /// <summary>What is left, but no more than a limit.</summary>
    public TimeSpan RestWithin(TimeSpan limit)
    {
        TimeSpan rest = Rest;
        if (limit == Timeout.InfiniteTimeSpan)
        {
            return rest;
        }

        return rest == Timeout.InfiniteTimeSpan || limit < rest ? limit : rest;
    }
}
