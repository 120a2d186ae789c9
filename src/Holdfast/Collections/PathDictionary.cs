using Holdfast.Errors;
using Holdfast.Subscriptions;

namespace Holdfast.Collections;

/// <summary>A dictionary at a path of a state: one for all processes; each change is one commit.</summary>
internal sealed class PathDictionary(State state, StatePath path, CommitOptions? options) : DictionaryStore
{
    /// <inheritdoc/>
    public override Value Read() => Read(state);

    /// <inheritdoc/>
    public override TResult Change<TResult>(Func<DictionaryEdit, TResult> change)
    {
        // What another program put there is refused before anything of it is changed; it does not count as read.
        Read();
        return state.Atomic(transaction => change(new TransactionEdit(transaction, path)), options).Value;
    }

    /// <inheritdoc/>
    public override IDisposable Watch(Action<Value, Value> changed, Action<IDisposable> lost)
    {
        Value before = Value.EmptyObject;
        Subscription subscription = new(
            state,
            path,
            $"the watch of the dictionary at '{path}'",
            commit => Tell(commit.After),
            Tell,
            lost);
        before = Read(subscription.Began);
        return subscription.Start();

        void Tell(Snapshot after)
        {
            Value old = before;
            before = Read(after);
            changed(old, before);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The state is the caller's.
    }

    private Value Read(StateView view)
    {
        if (!view.TryGet(path, out Value stored)) return Value.EmptyObject;
        return stored.Kind == ValueKind.Object
            ? stored
            : throw new HoldfastOperationException(
                ErrorCode.NotADictionary,
                $"What stands at '{path}' is {stored.Kind}, and a dictionary is an object. Use another path, or remove "
                    + "what is there.");
    }

    /// <summary>Changes the members within an atomic function; only those that are named count as read.</summary>
    private sealed class TransactionEdit(Transaction transaction, StatePath path) : DictionaryEdit
    {
        public override bool TryGet(string name, out Value value) => transaction.TryGet(path / name, out value);

        public override void Set(string name, Value value) => transaction.Set(path / name, value);

        public override bool Remove(string name) => transaction.Remove(path / name);

        public override void Clear() => transaction.Set(path, Value.EmptyObject);

        public override KeyValuePair<string, Value>? FindLast() =>
            transaction.TryGet(path, out Value members) ? members.LastMember : null;
    }
}
