namespace Holdfast;

/// <summary>What must hold for a compare-and-set.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class Condition
{
    private Condition(Revision? unchangedSince, Value? expected) =>
        (UnchangedSince, Expected) = (unchangedSince, expected);

    /// <summary>Nothing is at the path.</summary>
    public static Condition IfMissing { get; } = new(null, null);

    internal Revision? UnchangedSince { get; }

    internal Value? Expected { get; }

    /// <summary>Nothing at or below the path was changed after a revision.</summary>
    public static Condition IfUnchangedSince(Revision revision) => new(revision, null);

    /// <summary>The value at the path equals a given one (numbers by value).</summary>
    public static Condition IfEqual(Value expected) => new(null, expected);
}
