using Holdfast.Errors;

namespace Holdfast.Tree;

/// <summary>
/// Moves through a document as through a file system: objects are directories, everything else is a file.
/// </summary>
/// <remarks>
/// Shape.   A path is typed as in a file system, <c>/a/b</c> or relative to <see cref="Current"/>, with <c>.</c> and
///          <c>..</c>; a name that has a slash in it is one name, written with <c>~1</c>. Where a pointer is at hand,
///          also one with names that a typed path cannot say, <see cref="StatePath"/> is taken as it is, from the root.
/// Threads. A cursor belongs to one thread, because it has a place; <see cref="Fork"/> gives another its own, on the
///          same tree. The tree itself may be changed by any number of cursors, threads and processes.
/// Source.  C_stree of pfmisc, whose place was shared by everybody.
/// </remarks>
public sealed partial class TreeCursor
{
    private readonly TreeRoot _tree;

    /// <summary>Begins at the root of a state, which may be a section.</summary>
    /// <param name="state">The state whose document is the tree.</param>
    /// <param name="options">How changes are committed: on whose behalf, and why.</param>
    public TreeCursor(State state, CommitOptions? options = null)
        : this(new TreeRoot(new StateSource(Given(state), options)))
    {
    }

    /// <summary>Begins at the root of a tree in memory.</summary>
    /// <param name="document">What the tree holds at first: an object.</param>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    public TreeCursor(Value document)
        : this(new TreeRoot(new DocumentSource(document)))
    {
    }

    /// <summary>Begins at the root of an empty tree in memory.</summary>
    public TreeCursor()
        : this(Value.EmptyObject)
    {
    }

    private TreeCursor(TreeRoot tree) => _tree = tree;

    /// <summary>The directory that relative paths begin at.</summary>
    public StatePath Current { get; private set; }

    /// <summary>The same as it would be typed: <c>/a/b</c>; the root is a slash.</summary>
    public string WorkingPath => Current.IsRoot ? "/" : Current.ToString();

    /// <summary>Gives a cursor of its own on the same tree, with the same mounts, at the same place.</summary>
    public TreeCursor Fork() => new(_tree) { Current = Current };

    /// <summary>Gives the pointer that a typed path means.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath.</exception>
    public StatePath Resolve(string path) => TreePath.Resolve(Current, path);

    /// <summary>Moves to a directory, if there is one.</summary>
    /// <returns>Whether it is there; otherwise the cursor stays where it is.</returns>
    public bool TryMoveTo(string path) => TryMoveTo(Resolve(path));

    /// <inheritdoc cref="TryMoveTo(string)"/>
    public bool TryMoveTo(StatePath path)
    {
        if (!IsDirectory(path)) return false;
        Current = path;
        return true;
    }

    /// <summary>Moves to a directory.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such directory. The cursor stays.</exception>
    public void MoveTo(string path)
    {
        if (!TryMoveTo(path)) throw NoDirectory(Resolve(path));
    }

    /// <summary>Moves to the root.</summary>
    public void MoveToRoot() => Current = StatePath.Root;

    /// <summary>
    /// Gives one name of <see cref="WorkingPath"/>, counted from the root, which is the empty name 0.
    /// </summary>
    /// <returns>The name; the whole working path when there is none so deep.</returns>
    public string GetPathComponent(int index) => index switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(index), index, "Components are counted from 0, the root."),
        0 => "",
        _ => index <= Current.Count ? Current[index - 1] : WorkingPath,
    };

    /// <summary>
    /// Gives where a name stands in <see cref="WorkingPath"/>, counted as by <see cref="GetPathComponent"/>.
    /// </summary>
    /// <returns>All places in order; none when it is not there.</returns>
    public IReadOnlyList<int> FindPathComponent(string name) =>
        [.. Enumerable.Range(1, Current.Count).Where(index => Current[index - 1] == name)];

    private static State Given(State? state) => state ?? throw new ArgumentNullException(nameof(state));

    private static PathNotFoundException NoDirectory(StatePath path) => new(
        ErrorCode.PathNotFound, $"There is no directory '{path}'; make it first, or list what is there.")
    {
        Path = path.ToString(),
    };
}
