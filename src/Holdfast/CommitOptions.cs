using Holdfast.Replicas;
using Holdfast.Stores;
using Holdfast.Timing;

namespace Holdfast;

/// <summary>Says how one commit is made; what is null comes from <see cref="StoreOptions"/>.</summary>
/// <remarks>
/// Shape.   A value out of its range is refused where it is given, with an exception of the
///          <see cref="ArgumentException"/> family.
/// Threads. Immutable.
/// </remarks>
public sealed record CommitOptions
{
    internal static CommitOptions Default { get; } = new();

    /// <summary>Why the commit is made; kept in the history.</summary>
    /// <remarks>Units. At most 65,536 characters.</remarks>
    public string? Reason { get; init => field = OptionRules.Text(value, nameof(Reason)); }

    /// <summary>On whose behalf the commit is made.</summary>
    /// <remarks>Units. At most 65,536 characters.</remarks>
    public string? Author { get; init => field = OptionRules.Text(value, nameof(Author)); }

    /// <summary>What the commit survives when the call returns.</summary>
    public Durability? Durability
    {
        get;
        init => field = value is { } given ? OptionRules.Known(given, nameof(Durability)) : null;
    }

    /// <summary>How often an atomic function may run.</summary>
    /// <remarks>Units. 1 or more.</remarks>
    public int? MaxAttempts
    {
        get;
        init => field = value is { } given ? OptionRules.Attempts(given, nameof(MaxAttempts)) : null;
    }

    /// <summary>How long to wait for the right to write; a total for all attempts.</summary>
    /// <remarks>Units. Zero: it does not wait. More than 24 days: without end.</remarks>
    public TimeSpan? Timeout
    {
        get;
        init => field = value is { } given ? Deadline.Checked(given, nameof(Timeout)) : null;
    }
}
