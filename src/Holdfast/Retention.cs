namespace Holdfast;

/// <summary>
/// Says how much history a namespace keeps. What any of the limits lets go may be trimmed, at a checkpoint.
/// </summary>
/// <remarks>
/// Shape. Trimming unlinks whole segments, so somewhat more than the limit is kept. The document itself never depends
///        on it. What <see cref="Store.SetRetention"/> stores with a namespace counts for every process; where nothing
///        is stored, whoever trims goes by its <see cref="StoreOptions.Retention"/>.
/// </remarks>
public sealed record Retention
{
    /// <summary>Keeps everything, for ever.</summary>
    public static Retention Everything { get; } = new() { Bytes = long.MaxValue };

    /// <summary>How many bytes of records to keep at least.</summary>
    /// <remarks>Units. Bytes a namespace. Default: 256 MiB. Zero keeps what the other limits say.</remarks>
    public long Bytes { get; init => field = NotNegative(value, nameof(Bytes)); } = 256L << 20;

    /// <summary>
    /// How many commits to keep at least, once <see cref="Bytes"/> lets them go; null: no limit of this kind.
    /// </summary>
    public long? Commits { get; init => field = value is { } commits ? NotNegative(commits, nameof(Commits)) : null; }

    /// <summary>
    /// Lets commits go that are older than this, whatever <see cref="Bytes"/> says; null: age does not matter.
    /// </summary>
    /// <remarks>
    /// Age never trims the last 1,000 commits, nor more than a segment a minute, so that a wrong clock costs little.
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
