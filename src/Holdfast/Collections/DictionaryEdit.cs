namespace Holdfast.Collections;

/// <summary>The members of a dictionary while they are changed in one step.</summary>
internal abstract class DictionaryEdit
{
    public abstract bool TryGet(string name, out Value value);

    public abstract void Set(string name, Value value);

    /// <returns>False when there is no such member.</returns>
    public abstract bool Remove(string name);

    public abstract void Clear();

    /// <summary>The member that was added last; null when there are none.</summary>
    public abstract KeyValuePair<string, Value>? FindLast();
}
