using Holdfast.Errors;
using Holdfast.Stores;
using Holdfast.Timing;

namespace Holdfast.Configuration;

/// <summary>Says of one change who makes it and why, and how it is committed.</summary>
/// <remarks>
/// Shape.   A value out of its range is refused where it is given, with an exception of the
///          <see cref="ArgumentException"/> family.
/// Threads. Immutable.
/// </remarks>
public sealed record ConfigChangeOptions
{
    internal static ConfigChangeOptions Default { get; } = new();

    /// <summary>
    /// On whose behalf; null: at a path the author of the store's options, else the user of the process.
    /// </summary>
    /// <remarks>Units. At most 65,536 characters.</remarks>
    public string? Author { get; init => field = OptionRules.Text(value, nameof(Author)); }

    /// <summary>Why.</summary>
    /// <remarks>Units. At most 65,536 characters.</remarks>
    public string? Reason { get; init => field = OptionRules.Text(value, nameof(Reason)); }

    /// <summary>What else is to be kept with the new version, such as a ticket or an approval: an object.</summary>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    public Value Metadata { get; init => field = ConfigValues.Checked(value); } = Value.EmptyObject;

    /// <summary>
    /// What the commit survives when the call returns; null: as the store says. In memory it says nothing.
    /// </summary>
    public Durability? Durability
    {
        get;
        init => field = value is { } given ? OptionRules.Known(given, nameof(Durability)) : null;
    }

    /// <summary>
    /// How long to wait for the right to write; null: as the store says. In memory nothing is waited for.
    /// </summary>
    public TimeSpan? Timeout
    {
        get;
        init => field = value is { } given ? Deadline.Checked(given, nameof(Timeout)) : null;
    }

    internal CommitOptions ToCommitOptions() =>
        new() { Author = Author, Reason = Reason, Durability = Durability, Timeout = Timeout };
}
