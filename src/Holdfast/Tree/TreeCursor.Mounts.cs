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
        _tree.Mount(new TreeMount(Resolve(path), new TreeRoot(new StateSource(Given(state))), StatePath.Root));

    /// <summary>
    /// Makes the directory that another cursor is at be seen at a path of this tree, with what is mounted there.
    /// </summary>
    /// <inheritdoc cref="Mount(string, State)"/>
    public void Mount(string path, TreeCursor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _tree.Mount(new TreeMount(Resolve(path), other._tree, other.Current));
    }

    /// <summary>
    /// Makes each directory of the one that another cursor is at be seen in a directory of this tree, under its name.
    /// </summary>
    /// <remarks>
    /// Shape. As one <see cref="Mount(string, TreeCursor)"/> for each, all or none; files are not mounted, nor
    ///        directories that are made there later. What else this directory has stays seen; the root may be one.
    /// </remarks>
    /// <param name="path">The directory of this tree.</param>
    /// <param name="other">A cursor at the directory of the other.</param>
    /// <returns>Where they are mounted, in their order.</returns>
    /// <exception cref="PathNotFoundException">PathNotFound: the other cursor's directory is gone.</exception>
    /// <exception cref="HoldfastOperationException">MountRefused: one would be seen within itself; a place is taken.
    /// Nothing was mounted.</exception>
    public IReadOnlyList<StatePath> MountChildren(string path, TreeCursor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        StatePath at = Resolve(path);
        TreeMount[] mounts = [.. other.List().Directories
            .Select(name => new TreeMount(at / name, other._tree, other.Current / name))];
        _tree.Mount(mounts);
        return [.. mounts.Select(mount => mount.At)];
    }

    /// <summary>Ends a mount; what was mounted stays what it is, and what it hid is seen again.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Unmount(string path) => _tree.Unmount(Resolve(path));
}
