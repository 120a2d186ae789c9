namespace Holdfast.Tree;

/// <summary>A place of one tree at which a part of another is seen.</summary>
/// <param name="At">Where, in the tree that has the mount.</param>
/// <param name="Target">The tree that is seen there.</param>
/// <param name="Path">Which part of it.</param>
internal sealed record TreeMount(StatePath At, TreeRoot Target, StatePath Path);
