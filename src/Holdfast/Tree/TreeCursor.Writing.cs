using Holdfast.Documents.Numbers;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Tree;

/// <content>Changing what is there. Each call is one step of each source that it touches: a mount has its
/// own.</content>
public sealed partial class TreeCursor
{
    /// <summary>Makes a directory, and those above it. What is there already stays.</summary>
    /// <exception cref="HoldfastOperationException">ThroughScalar, WrongKind: a file stands there, or on the
    /// way.</exception>
    public void MakeDirectory(string path) => MakeDirectory(Resolve(path));

    /// <inheritdoc cref="MakeDirectory(string)"/>
    public void MakeDirectory(StatePath path)
    {
        if (!path.IsRoot) MakeAll([path]);
    }

    /// <summary>Makes several directories in the current one, in one step.</summary>
    /// <returns>Whether any was made; false when all were there.</returns>
    /// <exception cref="HoldfastOperationException">WrongKind: a file has one of the names; none was made.</exception>
    public bool MakeDirectories(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return MakeAll([.. names.Select(name => Current / name)]);
    }

    /// <summary>Makes a directory and moves to it.</summary>
    /// <exception cref="HoldfastOperationException">ThroughScalar, WrongKind: a file stands there, or on the
    /// way.</exception>
    public void MakeAndMoveTo(string path)
    {
        StatePath target = Resolve(path);
        MakeDirectory(target);
        Current = target;
    }

    /// <summary>
    /// Writes a file, or a directory given as an object; what was there is replaced, missing parents are made.
    /// </summary>
    /// <exception cref="HoldfastOperationException">ThroughScalar: a file stands on the way.</exception>
    public void Write(string path, Value value) => Write(Resolve(path), value);

    /// <inheritdoc cref="Write(string, Value)"/>
    public void Write(StatePath path, Value value)
    {
        ThrowIfMounted(path, "replaced");
        (TreeRoot tree, StatePath real) = _tree.Locate(path);
        tree.Source.Change(draft =>
        {
            draft.Set(real, value);
            return true;
        });
    }

    /// <summary>Writes several entries of one directory in one step; those of other names stay.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="values">Their values, one for each name.</param>
    /// <param name="path">The directory; it is made when it is missing.</param>
    /// <exception cref="ArgumentException">There are not as many values as names; nothing is written.</exception>
    public void WriteAll(IReadOnlyList<string> names, IReadOnlyList<Value> values, string path = "")
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        if (names.Count != values.Count)
        {
            throw new ArgumentException(
                $"There are {names.Count} names and {values.Count} values; give one value for each name.",
                nameof(values));
        }

        Merge(Value.FromMembers(names.Zip(values, KeyValuePair.Create)), path);
    }

    /// <summary>Writes many entries over those that are there: directories are joined, files replaced.</summary>
    /// <param name="entries">An object; the directories below are objects in it.</param>
    /// <param name="path">The directory to write to; it is made when it is missing.</param>
    public void Merge(Value entries, string path = "") => Overlay(Resolve(path), entries);

    /// <summary>Joins something to a file: text to a text, items to an array, an amount to a number.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such file.</exception>
    /// <exception cref="HoldfastOperationException">WrongKind: the two cannot be joined.</exception>
    public void Append(string path, Value value)
    {
        StatePath target = Resolve(path);
        (TreeRoot tree, StatePath real) = _tree.Locate(target);
        tree.Source.Change(draft =>
        {
            if (!draft.TryGet(real, out Value present)) throw Missing(target);
            draft.Set(real, Joined(present, value, target));
            return true;
        });
    }

    /// <summary>Removes a file, or a directory with all that is in it.</summary>
    /// <returns>Whether something was there.</returns>
    /// <exception cref="HoldfastOperationException">MountRefused: something is mounted there or below; unmount it
    /// first.</exception>
    public bool Remove(string path) => Remove(Resolve(path));

    /// <inheritdoc cref="Remove(string)"/>
    public bool Remove(StatePath path)
    {
        ThrowIfMounted(path, "removed");
        (TreeRoot tree, StatePath real) = _tree.Locate(path);
        return tree.Source.Change(draft => draft.Remove(real));
    }

    /// <summary>Copies a file or directory into another tree, to the same path below a directory of it.</summary>
    /// <param name="path">The file or directory to copy.</param>
    /// <param name="destination">The other tree.</param>
    /// <param name="below">The directory there under which the path is created.</param>
    /// <returns>Whether there was something to copy.</returns>
    public bool TryCopyTo(string path, TreeCursor destination, string below = "/")
    {
        ArgumentNullException.ThrowIfNull(destination);
        StatePath start = Resolve(path);
        if (!TryRead(start, out Value value)) return false;
        destination.Overlay(destination.Resolve(below).Concat(start), value);
        return true;
    }

    private static Value Joined(Value present, Value value, StatePath path) => (present.Kind, value.Kind) switch
    {
        (ValueKind.String, ValueKind.String) => (string)present! + (string)value!,
        (ValueKind.Array, ValueKind.Array) => Value.FromItems(present.Items.Concat(value.Items)),
        (ValueKind.Array, _) => Value.FromItems(present.Items.Append(value)),
        (ValueKind.Number, ValueKind.Number) => NumberSum.Add(present, value, out Value sum) is var failure
            && failure == ErrorCode.None ? sum : throw Failures.Of(failure, path.ToString()),
        _ => throw new HoldfastOperationException(
            ErrorCode.WrongKind,
            $"{value.Kind} cannot be joined to the {present.Kind} at '{path}'; write the whole value instead."),
    };

    private static bool Make(ITreeDraft draft, StatePath path)
    {
        if (!draft.TryGet(path, out Value present))
        {
            draft.Set(path, Value.EmptyObject);
            return true;
        }

        return TreeListing.IsDirectory(present) ? false : throw new HoldfastOperationException(
            ErrorCode.WrongKind, $"A file is at '{path}'; remove it first, or make the directory elsewhere.");
    }

    private static void Overlay(ITreeDraft draft, StatePath path, Value value)
    {
        bool joins = TreeListing.IsDirectory(value)
            && (path.IsRoot || (draft.TryGet(path, out Value present) && TreeListing.IsDirectory(present)));
        if (!joins)
        {
            draft.Set(path, value);
            return;
        }

        foreach (KeyValuePair<string, Value> entry in value.Members) Overlay(draft, path / entry.Key, entry.Value);
    }

    private bool MakeAll(IReadOnlyList<StatePath> paths)
    {
        bool anyMade = false;
        foreach (IGrouping<TreeRoot, StatePath> part in paths.Select(_tree.Locate)
            .GroupBy(place => place.Tree, place => place.Path))
        {
            anyMade |= part.Key.Source.Change(draft => part.Aggregate(false, (any, path) => Make(draft, path) | any));
        }

        return anyMade;
    }

    private void Overlay(StatePath path, Value value)
    {
        List<(TreeRoot Tree, StatePath Path, Value Value)> parts = [];
        Spread(path, value, parts);
        foreach (IGrouping<TreeRoot, (TreeRoot Tree, StatePath Path, Value Value)> side in parts.GroupBy(
            part => part.Tree))
        {
            side.Key.Source.Change(draft =>
            {
                foreach ((_, StatePath real, Value part) in side) Overlay(draft, real, part);
                return true;
            });
        }
    }

    /// <summary>Finds the parts of a value that go to one tree each.</summary>
    private void Spread(StatePath path, Value value, List<(TreeRoot Tree, StatePath Path, Value Value)> parts)
    {
        (TreeRoot tree, StatePath real) = _tree.Locate(path);
        if (!TreeListing.IsDirectory(value) || !tree.MountsBelow(real).Any())
        {
            parts.Add((tree, real, value));
            return;
        }

        foreach (KeyValuePair<string, Value> entry in value.Members) Spread(path / entry.Key, entry.Value, parts);
    }

    private void ThrowIfMounted(StatePath path, string what)
    {
        (TreeRoot tree, StatePath real) = _tree.Locate(path);
        if (tree.MountsBelow(real).Any() || _tree.IsMount(path))
        {
            throw new HoldfastOperationException(
                ErrorCode.MountRefused,
                $"Something is mounted at '{path}' or below, so it cannot be {what}; unmount it first.");
        }
    }
}
