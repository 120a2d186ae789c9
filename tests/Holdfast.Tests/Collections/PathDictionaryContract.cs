using Holdfast.Collections;
using Holdfast.Errors;

namespace Holdfast.Tests.Collections;

/// <summary>What a dictionary at a path promises beside, on every log.</summary>
public abstract class PathDictionaryContract : PersistentDictionaryContract
{
    private readonly Store _store;

    protected PathDictionaryContract()
    {
        _store = OpenStore();
        State = _store.GetState("dictionaries");
    }

    protected State State { get; }

    [Fact]
    public void Update_SeveralKeys_IsOneCommit()
    {
        PersistentDictionary<string, int> state = State.GetDictionary<string, int>(
            "/settings", new() { Commit = new CommitOptions { Author = "ann", Reason = "because" } });
        state.Update(("a", 1), ("b", 2));
        Commit commit = Assert.Single(State.History());
        Assert.Equal(("ann", "because"), (commit.Author, commit.Reason));
        Assert.Equal("""{"settings":{"a":1,"b":2}}""", State.Snapshot().ToString());
    }

    [Fact]
    public void Explicit_Store_IsOneCommit()
    {
        PersistentDictionary<string, int> state = State.GetDictionary<string, int>(
            "/settings", new() { Mode = DictionaryMode.Explicit });
        state.Update(("a", 1), ("b", 2));
        state.Remove("a");
        state["c"] = 3;
        Assert.Equal(Revision.Zero, State.Revision);
        state.Store();
        state.Store();
        Assert.Equal(1, State.Revision.Number);
    }

    [Fact]
    public void Read_AfterARollback_IsWhatWasThere()
    {
        PersistentDictionary<string, int> state = State.GetDictionary<string, int>("/settings");
        state["a"] = 1;
        state["a"] = 2;
        State.Rollback(new Revision(1));
        Assert.Equal(1, state["a"]);
    }

    [Fact]
    public void Read_SomethingElseAtThePath_IsACodedError()
    {
        State["/settings"] = 5;
        PersistentDictionary<string, int> state = State.GetDictionary<string, int>("/settings");
        Assert.Equal(ErrorCode.NotADictionary, Assert.Throws<HoldfastOperationException>(() => state.Count).Code);
        Assert.Equal(ErrorCode.NotADictionary, Assert.Throws<HoldfastOperationException>(() => state["a"] = 1).Code);
        Assert.Equal(5, State["/settings"]);
    }

    [Fact]
    public void Change_AnArrayAtThePath_IsACodedErrorAndLeavesIt()
    {
        State["/settings"] = Value.Parse("[1,2,3]");
        PersistentDictionary<int, int> state = State.GetDictionary<int, int>("/settings");
        Action[] changes = [() => state[0] = 9, () => state.Remove(1), () => state.TryAdd(2, 9), state.Clear];
        Assert.All(changes, change => Assert.Equal(
            ErrorCode.NotADictionary, Assert.Throws<HoldfastOperationException>(change).Code));
        Assert.Equal("[1,2,3]", State["/settings"].ToString());
    }

    protected abstract Store OpenStore();

    protected override PersistentDictionary<TKey, TValue> Open<TKey, TValue>(
        string name = "one", PersistentDictionaryOptions? options = null) =>
        State.GetDictionary<TKey, TValue>(StatePath.Root / "a" / name, options);

    protected override void CleanUp() => _store.Dispose();
}
