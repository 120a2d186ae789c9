namespace Holdfast.Tree;

/// <summary>Where the entries of a tree are kept: a document in memory, or a state.</summary>
/// <remarks>Threads. Any. Two sources are equal when they are the same entries.</remarks>
internal abstract class TreeSource
{
    /// <summary>The whole tree as it is now; an object.</summary>
    public abstract Value Root { get; }

    /// <summary>Gives what is at a path now.</summary>
    public abstract bool TryGet(StatePath path, out Value value);

    /// <summary>Makes a change in one step. The function may run again when somebody else was faster.</summary>
    public abstract T Change<T>(Func<ITreeDraft, T> function);

    /// <summary>
    /// Where a path of this source lies in what several sources may share, so that two ways to one place are seen to
    /// be one; what it is shared with comes first.
    /// </summary>
    public abstract (object Owner, StatePath Path) Place(StatePath path);
}
