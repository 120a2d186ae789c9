namespace Holdfast.Proof.Child.Workloads;

/// <summary>Runs a random function on a transaction.</summary>
internal sealed class TransactionTarget(Transaction transaction) : IFunctionTarget
{
    public long Read(string[] path) => transaction.GetOrDefault<long>(ToPath(path));

    public bool Exists(string[] path) => transaction.Exists(ToPath(path));

    public IReadOnlyList<string> Names(string member) => transaction.GetNames(ToPath([member]));

    public int Count(string member) => transaction.GetCount(ToPath([member]));

    public void Set(string[] path, long value) => transaction.Set(ToPath(path), (Value)value);

    public void Add(string[] path, long amount) => transaction.Add(ToPath(path), amount);

    public void Append(string[] path, long item) => transaction.Append(ToPath(path), item);

    public void Remove(string[] path) => transaction.Remove(ToPath(path));

    private static StatePath ToPath(string[] path) => path.Aggregate(StatePath.Root, (parent, name) => parent / name);
}
