namespace Holdfast.Processes.Coordination;

/// <summary>Says how a process treats a work queue.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record WorkQueueOptions
{
    internal static WorkQueueOptions Default { get; } = new();

    /// <summary>How often an item is tried before it becomes a dead letter; one whose worker dies was tried.</summary>
    /// <remarks>Units. 1 or more; default 5.</remarks>
    public int MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = 5;

    /// <summary>How long a failed item rests before its second attempt.</summary>
    /// <remarks>Units. Zero: it is ready at once. Default 1 s; looked at ten times a second.</remarks>
    public TimeSpan RetryDelay { get; init => field = NotNegative(value); } = TimeSpan.FromSeconds(1);

    /// <summary>How many times longer each rest is than the one before.</summary>
    /// <remarks>Units. 1 or more; default 2.</remarks>
    public double RetryFactor
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = 2;

    /// <summary>The longest rest.</summary>
    /// <remarks>Units. Default 5 minutes.</remarks>
    public TimeSpan MaxRetryDelay { get; init => field = NotNegative(value); } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a claim lasts unless it is renewed, so that an item comes back from a worker that hangs; null: for as
    /// long as the worker's process lives.
    /// </summary>
    /// <remarks>Units. 0.3 s or more; default null.</remarks>
    public TimeSpan? ClaimTime
    {
        get;
        init
        {
            if (value is { } time) ArgumentOutOfRangeException.ThrowIfLessThan(time, Lease.ShortestTime);
            field = value;
        }
    }

    /// <summary>Gives the rest after an attempt, counted from 1.</summary>
    internal TimeSpan RestAfter(int attempt)
    {
        double seconds = RetryDelay.TotalSeconds * Math.Pow(RetryFactor, Math.Max(0, attempt - 1));
        return seconds < MaxRetryDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : MaxRetryDelay;
    }

    private static TimeSpan NotNegative(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        return value;
    }
}
