namespace Holdfast.Processes.Reactions;

/// <summary>What a reaction waits for, and where.</summary>
/// <param name="Kind">What.</param>
/// <param name="Paths">Where; none: everywhere.</param>
/// <param name="Value">What to compare with.</param>
/// <param name="Predicate">What has to hold for the state; for <see cref="ReactionKind.When"/> only.</param>
internal sealed record ReactionCondition(
    ReactionKind Kind, IReadOnlyList<StatePath> Paths, Value Value = default, Func<Snapshot, bool>? Predicate = null)
{
    /// <summary>The same where nothing ever holds by itself: only changes count.</summary>
    public bool IsChange => Kind == ReactionKind.Change;

    /// <summary>Whether it holds for a state. A path where nothing is meets no condition on its value.</summary>
    public bool Holds(Snapshot state) => Kind switch
    {
        ReactionKind.Change => true,
        ReactionKind.When => Predicate!(state),
        _ => state.TryGet(Paths[0], out Value found) && HoldsFor(found),
    };

    /// <exception cref="ArgumentException">The options do not fit it.</exception>
    public void ThrowIfMisfit(ReactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ExcludesPaths && !IsChange)
            throw new ArgumentException("Only CallWhenChange can exclude paths.", nameof(options));
        if (options.ExcludesPaths && Paths.Any(path => path.IsRoot))
            throw new ArgumentException("All is excluded: the function would never be called.", nameof(options));
    }

    /// <summary>Gives a watch of what it looks at.</summary>
    public WatchOptions ToWatch(ReactionOptions options, Revision? from, bool excludesOwn) => new()
    {
        Paths = options.ExcludesPaths ? [] : Paths,
        Exclude = options.ExcludesPaths ? Paths : [],
        IncludesEqual = options.IncludesEqual,
        ExcludesOwn = excludesOwn,
        From = from,
    };

    private bool HoldsFor(Value found) => Kind switch
    {
        ReactionKind.Equal => found.Equals(Value),
        ReactionKind.NotEqual => !found.Equals(Value),
        ReactionKind.Null => found.IsNull,
        ReactionKind.NotNull => !found.IsNull,
        _ => true,
    };
}
