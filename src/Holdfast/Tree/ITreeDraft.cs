namespace Holdfast.Tree;

/// <summary>What a change of a tree is made on; all of it becomes visible in one step, or nothing.</summary>
internal interface ITreeDraft
{
    /// <summary>Gives what is at a path, with what this change has done so far.</summary>
    bool TryGet(StatePath path, out Value value);

    /// <summary>Sets a value; missing parents are made.</summary>
    void Set(StatePath path, Value value);

    /// <summary>Removes what is at a path.</summary>
    bool Remove(StatePath path);
}
