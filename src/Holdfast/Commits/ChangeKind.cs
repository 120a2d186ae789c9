namespace Holdfast.Commits;

/// <summary>How a change is done again on replay. The numbers are part of the record format.</summary>
internal enum ChangeKind : byte
{
    /// <summary>The value is put at the path (an item that exists is replaced, a missing parent is made).</summary>
    Set = 1,

    /// <summary>The value is put into an array before the item at the path's index.</summary>
    Insert = 2,

    /// <summary>What is at the path is removed.</summary>
    Remove = 3,
}
