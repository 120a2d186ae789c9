namespace Holdfast;

/// <summary>
/// Says how much history a namespace keeps: at least <see cref="Bytes"/> and <see cref="Commits"/>. What is older than
/// <see cref="Age"/> may go in any case.
/// </summary>
/// <remarks>
/// Shape. Trimming unlinks whole segments at a checkpoint, so somewhat more is kept. The document itself never depends
///        on it. What <see cref="Store.SetRetention"/> stores with a namespace counts for every process; where nothing
///        is stored, whoever trims goes by its <see cref="StoreOptions.Retention"/>.
/// </remarks>
public sealed record Retention
{
    /// <summary>Keeps everything, forever.</summary>
    public static Retention Everything { get; } = new() { Bytes = long.MaxValue };

    /// <summary>How many bytes of records to keep at least.</summary>
    /// <remarks>Units. Bytes per namespace. Default: 256 MiB. Zero: <see cref="Commits"/> alone decides.</remarks>
    public long Bytes { get; init => field = NotNegative(value, nameof(Bytes)); } = 256L << 20;

    /// <summary>
    /// How many commits to keep at least, even if <see cref="Bytes"/> would let them go; null: bytes alone decide.
    /// </summary>
    public long? Commits { get; init => field = value is { } commits ? NotNegative(commits, nameof(Commits)) : null; }

    /// <summary>
    /// Lets commits go that are older than this, whatever the other two say; null: age does not matter.
    /// </summary>
    /// <remarks>
    /// Age never trims the last 1,000 commits, nor more than one segment a minute, so that a wrong clock costs little.
    /// A store in memory does not go by it.
    /// </remarks>
    public TimeSpan? Age
    {
        get;
        init => field = value is { } age ? TimeSpan.FromTicks(NotNegative(age.Ticks, nameof(Age))) : null;
    }

    private static long NotNegative(long amount, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount, name);
        return amount;
    }
}
