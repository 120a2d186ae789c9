namespace Holdfast;

/// <summary>What a change gave, and the revision at which it was committed.</summary>
/// <param name="Value">What the change gave.</param>
/// <param name="Revision">The commit; when nothing was changed, the revision that was read.</param>
public readonly record struct Committed<T>(T Value, Revision Revision)
{
    /// <summary>Gives the revision.</summary>
    public static implicit operator Revision(Committed<T> committed) => committed.Revision;

    /// <summary>Gives the revision.</summary>
    public Revision ToRevision() => Revision;
}
