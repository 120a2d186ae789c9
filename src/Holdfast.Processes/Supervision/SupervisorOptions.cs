namespace Holdfast.Processes.Supervision;

/// <summary>Says how a supervisor treats its children.</summary>
/// <remarks>
/// Threads. Immutable.
/// Source.  The supervisor flags of Erlang/OTP and their defaults.
/// </remarks>
public sealed record SupervisorOptions
{
    /// <summary>Its name, under which its history is kept in the store. Default: <c>supervisor</c>.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string Name
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    }
    = "supervisor";

    /// <summary>Which children are started anew together. Default: only the one.</summary>
    public SupervisionStrategy Strategy { get; init; }

    /// <summary>How many restarts there may be in <see cref="Period"/>; at one more it gives up.</summary>
    /// <remarks>Units. Zero or more; default 1. Those that one end causes count as one.</remarks>
    public int MaxRestarts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 1;

    /// <summary>The time in which restarts are counted, inclusive.</summary>
    /// <remarks>Units. More than zero; default 5 s.</remarks>
    public TimeSpan Period
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromSeconds(5);
}
