using Holdfast.Errors;

namespace Holdfast.Tree;

/// <content>Mounts: a part of another tree, seen in this one.</content>
public sealed partial class TreeCursor
{
    /// <summary>Where something is mounted in this tree, in the order of mounting.</summary>
    public IReadOnlyList<StatePath> Mounts => [.. _tree.Mounts.Select(mount => mount.At)];

    /// <summary>Makes a state be seen at a path of this tree.</summary>
    /// <remarks>
    /// Shape. Reading, writing, walking, drawing and saving pass through; both sides see each other's changes, and what
    ///        this tree has at the place itself is hidden as long as the mount stands. A mount belongs to the tree in
    ///        this program, not to what is stored. A write that spans a mount is one step of each side.
    /// </remarks>
    /// <exception cref="HoldfastOperationException">MountRefused: it would be seen within itself; the place is
    /// taken.</exception>
    public void Mount(string path, State state) =>
        _tree.Mount(Resolve(path), new TreeRoot(new StateSource(Given(state))), StatePath.Root);

    /// <summary>
    /// Makes the directory that another cursor is at be seen at a path of this tree, with what is mounted there.
    /// </summary>
    /// <inheritdoc cref="Mount(string, State)"/>
    public void Mount(string path, TreeCursor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _tree.Mount(Resolve(path), other._tree, other.Current);
    }

    /// <summary>Ends a mount; what was mounted stays what it is, and what it hid is seen again.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Unmount(string path) => _tree.Unmount(Resolve(path));
}
