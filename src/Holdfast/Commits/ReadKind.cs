namespace Holdfast.Commits;

/// <summary>What a function learned from a path, and so what must still hold when its proposal is decided.</summary>
internal enum ReadKind : byte
{
    /// <summary>A value was there: it must still be the same node, unchanged below.</summary>
    Present = 1,

    /// <summary>Nothing was there: nothing may be there now.</summary>
    Missing = 2,

    /// <summary>
    /// The names, the count or the order of a container: no child may have been added, removed or reordered.
    /// </summary>
    Shape = 3,
}
