using Holdfast.Commits;

namespace Holdfast;

/// <summary>One change that a commit made, in the order in which they were made.</summary>
/// <remarks>
/// Shape.   <see cref="Before"/> is null when nothing was at the path, <see cref="After"/> when nothing is there any
///          more. A change of an array's shape shows as an insert (Before null) or a removal (After null) at the index
///          it happened.
/// Threads. Immutable.
/// </remarks>
public readonly struct Change : IEquatable<Change>
{
    private readonly Value _before;
    private readonly Value _after;
    private readonly bool _existed;

    internal Change(ChangeKind kind, StatePath path, bool existed, Value before, Value after, bool isSame = false)
    {
        (Kind, Path, IsSame) = (kind, path, isSame);
        (_existed, _before, _after) = (existed, before, after);
    }

    /// <summary>Where, from the root of the state through which it is looked at.</summary>
    public StatePath Path { get; }

    /// <summary>The value before; null when there was none.</summary>
    public Value? Before => _existed ? _before : default(Value?);

    /// <summary>The value after; null when there is none.</summary>
    public Value? After => Kind == ChangeKind.Remove ? default(Value?) : _after;

    /// <summary>Whether a value was there before and an equal one is there after (1 and 1.0 are equal).</summary>
    public bool AreEqual => IsSame || (_existed && Kind == ChangeKind.Set && _before.Equals(_after));

    internal ChangeKind Kind { get; }

    /// <summary>Whether the same text was set again, so that no node was stamped.</summary>
    internal bool IsSame { get; }

    internal Value ValueAfter => _after;

    internal bool Existed => _existed;

    /// <summary>Tells whether two changes are the same.</summary>
    public static bool operator ==(Change left, Change right) => left.Equals(right);

    /// <summary>Tells whether two changes differ.</summary>
    public static bool operator !=(Change left, Change right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Change other) => Kind == other.Kind && Path == other.Path
        && Nullable.Equals(Before, other.Before) && Nullable.Equals(After, other.After);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Change other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Path, _after);

    /// <summary>Gives the path, before and after, for a person.</summary>
    public override string ToString() =>
        $"{Path}: {Before?.ToString() ?? "nothing"} -> {After?.ToString() ?? "nothing"}";

    internal Change At(StatePath path) => new(Kind, path, _existed, _before, _after, IsSame);
}
