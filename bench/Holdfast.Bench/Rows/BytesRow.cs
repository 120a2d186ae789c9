using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Rows;

/// <summary>What a small commit takes in the log.</summary>
internal sealed class BytesRow : Row
{
    private const int Commits = 1_000;

    public override string Name => "bytes";

    public override string About => "bytes of log for a small commit";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store store = Store.Open(bench.NewFolder(), new StoreOptions { Author = "shop" });
        State state = store.GetState("bytes");
        yield return Finding.Alone(
            "set a number, with author", BytesOf(state, value => state.Set("/stock/tea", value)),
            Target.AtMost(120, 80));
        CommitOptions options = new() { Reason = "order 17" };
        yield return Finding.Alone(
            "the same, with a reason", BytesOf(state, value => state.Set("/stock/tea", value, options)));
    }

    private static Series BytesOf(State state, Action<int> commit)
    {
        commit(-1);
        long before = state.Find()!.Log.Tail.Number;
        for (int index = 0; index < Commits; index++) commit(index);
        return new Series("log", Unit.Bytes, [(double)(state.Find()!.Log.Tail.Number - before) / Commits]);
    }
}
