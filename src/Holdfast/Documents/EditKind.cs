namespace Holdfast.Documents;

/// <summary>The three changes of which all others are made.</summary>
internal enum EditKind
{
    /// <summary>Sets a member or replaces an item; makes missing parents.</summary>
    Set,

    /// <summary>The add of RFC 6902: sets a member or inserts an item; the parent must exist.</summary>
    Insert,

    /// <summary>Removes what exists.</summary>
    Remove,
}
