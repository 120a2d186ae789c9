namespace Holdfast.Machines;

/// <summary>Says how one machine works.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record MachineOptions
{
    /// <summary>How many transitions a machine in memory remembers when it is asked to and not told how many.</summary>
    public const int DefaultHistoryLimit = 1_000;

    internal static MachineOptions Default { get; } = new();

    /// <summary>
    /// Whether a machine in memory remembers its transitions. It costs a clock reading, a lock and an object each.
    /// A machine at a path always does, since its history is the log.
    /// </summary>
    public bool KeepsHistory { get; init; }

    /// <summary>How many transitions a machine in memory remembers; then the oldest goes.</summary>
    /// <remarks>Units. 1 or more; <see cref="DefaultHistoryLimit"/> unless said.</remarks>
    public int HistoryLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = DefaultHistoryLimit;

    /// <summary>Anything that guards and actions need to know of this machine, such as whose it is.</summary>
    public object? Context { get; init; }

    /// <summary>The clock for times and delays; null is the system's, and at a path that of the store.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
