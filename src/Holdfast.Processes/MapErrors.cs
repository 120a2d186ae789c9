namespace Holdfast.Processes;

/// <summary>What a map does when its function fails for an item.</summary>
public enum MapErrors
{
    /// <summary>The item gives its error when its turn comes, and the others go on.</summary>
    GoOn,

    /// <summary>No more items are begun, and the first error, in the order of the items, ends the map.</summary>
    StopAll,
}
