namespace Holdfast.Tree;

/// <summary>A tree that is a state, or a section of one: shared by all processes that have it.</summary>
internal sealed class StateSource(State state, CommitOptions? options = null) : TreeSource
{
    public override Value Root => state.TryGet(StatePath.Root, out Value root) ? root : Value.EmptyObject;

    public override bool TryGet(StatePath path, out Value value) => state.TryGet(path, out value);

    public override T Change<T>(Func<ITreeDraft, T> function) =>
        state.Atomic(transaction => function(new Draft(transaction)), options).Value;

    // Several handles of one namespace are one place; a store knows its namespaces by their name.
    public override (object Owner, StatePath Path) Place(StatePath path) =>
        ((state.Store.Core, state.Name), state.Path.Concat(path));

    private sealed class Draft(Transaction transaction) : ITreeDraft
    {
        public bool TryGet(StatePath path, out Value value) => transaction.TryGet(path, out value);

        public void Set(StatePath path, Value value) => transaction.Set(path, value);

        public bool Remove(StatePath path) => transaction.Remove(path);
    }
}
