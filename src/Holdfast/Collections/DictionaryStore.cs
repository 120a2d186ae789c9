namespace Holdfast.Collections;

/// <summary>
/// Where a dictionary is kept: in a file of its own, at a path of a state, or in front of one of these.
/// </summary>
internal abstract class DictionaryStore : IDisposable
{
    /// <summary>Whether there are changes that the place where it is kept does not have yet.</summary>
    public virtual bool HasUnsavedChanges => false;

    /// <summary>Gives all members as they are now: an object, which stays as it is.</summary>
    /// <exception cref="Errors.HoldfastOperationException">NotADictionary.</exception>
    public abstract Value Read();

    /// <summary>Changes members in one step, which happens whole or not at all.</summary>
    /// <param name="change">May run more than once; holds no code of the caller.</param>
    public abstract TResult Change<TResult>(Func<DictionaryEdit, TResult> change);

    /// <summary>Calls a function with the members before and after each change of what is kept, by whomever.</summary>
    /// <param name="changed">The function; one call at a time.</param>
    /// <param name="lost">Called with the watch when it ends by itself, because its store was closed or failed.</param>
    public abstract IDisposable Watch(Action<Value, Value> changed, Action<IDisposable> lost);

    /// <summary>Brings in what is kept, where it is not always read.</summary>
    public virtual void Load()
    {
    }

    /// <summary>Saves what is not kept yet, where it is not always written.</summary>
    public virtual void Store()
    {
    }

    /// <summary>Drops what is not kept yet, and brings in what is.</summary>
    public virtual void Discard()
    {
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
