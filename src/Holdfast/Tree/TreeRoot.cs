using System.Collections.Concurrent;
using System.Collections.Immutable;
using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Tree;

/// <summary>One tree: a source of entries, and what is mounted over it.</summary>
/// <remarks>
/// Invariant. Following mounts always comes to an end: <see cref="Mount"/> refuses what would make a circle.
/// Threads.   Any. Mounts change under one lock of all trees, because a circle may lead through several of them.
/// </remarks>
internal sealed class TreeRoot(TreeSource source)
{
    private static readonly Lock MountLock = new();
    private ImmutableArray<TreeMount> _mounts = [];

    /// <summary>The mounts of this tree itself, in the order in which they were made.</summary>
    public ImmutableArray<TreeMount> Mounts => _mounts;

    /// <summary>The rules of its directories.</summary>
    public ConcurrentDictionary<StatePath, TreeRules> Rules { get; } = [];

    /// <summary>The entries of this tree itself, without what is mounted.</summary>
    public TreeSource Source => source;

    /// <summary>Finds the tree, and the place in it, that a path leads to through any number of mounts.</summary>
    public (TreeRoot Tree, StatePath Path) Locate(StatePath path) => FindMountAbove(path) is { } mount
        ? mount.Target.Locate(mount.Path.Concat(path.Skip(mount.At.Count)))
        : (this, path);

    /// <summary>Gives what is at a path, with what is mounted at it and below it.</summary>
    /// <remarks>Shape. One moment of each source; sources of their own have moments of their own.</remarks>
    public bool TryGet(StatePath path, out Value value)
    {
        if (FindMountAbove(path) is { } above)
            return above.Target.TryGet(above.Path.Concat(path.Skip(above.At.Count)), out value);

        bool exists = path.IsRoot ? (value = source.Root) != default(Value) : source.TryGet(path, out value);
        foreach (TreeMount mount in MountsBelow(path))
        {
            if (!mount.Target.TryGet(mount.Path, out Value mounted)) continue;
            Value container = exists && value.Kind == ValueKind.Object ? value : Value.EmptyObject;
            value = With(container, mount.At.Skip(path.Count), mounted);
            exists = true;
        }

        return exists;
    }

    /// <summary>The mounts that lie below a path.</summary>
    public IEnumerable<TreeMount> MountsBelow(StatePath path) =>
        _mounts.Where(mount => mount.At.Count > path.Count && mount.At.StartsWith(path));

    /// <summary>Whether a path is the place of a mount, in this tree or in one that is seen in it.</summary>
    public bool IsMount(StatePath path) => FindMountAbove(path) is { } mount
        && (mount.At == path || mount.Target.IsMount(mount.Path.Concat(path.Skip(mount.At.Count))));

    /// <summary>Mounts parts of trees, all or none.</summary>
    /// <exception cref="HoldfastOperationException">MountRefused: it would be seen within itself; the place is
    /// taken.</exception>
    public void Mount(params IReadOnlyList<TreeMount> parts)
    {
        lock (MountLock)
        {
            ImmutableArray<TreeMount> before = _mounts;
            try
            {
                foreach (TreeMount part in parts) Add(part);
            }
            catch
            {
                _mounts = before;
                throw;
            }
        }
    }

    /// <summary>Takes a mount away; what is mounted stays what it is.</summary>
    public bool Unmount(StatePath at)
    {
        lock (MountLock)
        {
            if (_mounts.FirstOrDefault(mount => mount.At == at) is not { } found) return false;
            _mounts = _mounts.Remove(found);
            return true;
        }
    }

    private void Add(TreeMount part)
    {
        StatePath at = part.At;
        if (at.IsRoot || FindMountAbove(at) is not null || MountsBelow(at).Any())
        {
            throw new HoldfastOperationException(
                ErrorCode.MountRefused,
                $"'{at}' is the root, or has something mounted at, above or below it; mount at a place beside.");
        }

        if (MountCircle.WouldClose(this, at, part.Target, part.Path))
        {
            throw new HoldfastOperationException(
                ErrorCode.MountRefused,
                $"What is to be mounted at '{at}' contains that place; mount a part that does not, or copy.");
        }

        _mounts = _mounts.Add(part);
    }

    private TreeMount? FindMountAbove(StatePath path)
    {
        TreeMount? found = null;
        foreach (TreeMount mount in _mounts)
        {
            if (path.StartsWith(mount.At) && (found is null || mount.At.Count > found.At.Count)) found = mount;
        }

        return found;
    }

    private static Value With(Value container, StatePath path, Value value)
    {
        Edit edit = Document.FromValue(container, revision: 1).Set(path, value, revision: 1);
        return edit.Failure == ErrorCode.None
            ? edit.Document.Root
            : throw Replicas.Failures.Of(edit.Failure, edit.Path.ToString());
    }
}
