using Holdfast.Collections;
using Holdfast.Errors;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Collections;

/// <summary>What a persistent dictionary promises, wherever it is kept.</summary>
public abstract partial class PersistentDictionaryContract : IDisposable
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a dictionary; that of the same name is the same one.</summary>
    protected abstract PersistentDictionary<TKey, TValue> Open<TKey, TValue>(
        string name = "one", PersistentDictionaryOptions? options = null)
        where TKey : notnull;

    protected abstract void CleanUp();

    [Fact]
    public void SetDefault_OpenedAgain_StoredValuesWin()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        Assert.Equal(0, state.SetDefault("foo", 0));
        Assert.Equal(2, state.SetDefault("bar", 2));
        PersistentDictionary<string, int> again = Open<string, int>();
        Assert.Equal(0, again.SetDefault("foo", 7));
        Assert.Equal((0, 2, 2), (again["foo"], again["bar"], again.Count));
    }

    [Fact]
    public void Indexer_SetAndGet_IsKeptAtOnce()
    {
        PersistentDictionary<string, string?> one = Open<string, string?>();
        PersistentDictionary<string, string?> other = Open<string, string?>();
        one["a"] = "x";
        one["n"] = null;
        Assert.Equal("x", other["a"]);
        Assert.Null(other["n"]);
        Assert.True(other.ContainsKey("n"));
        other["a"] = "y";
        Assert.Equal("y", one["a"]);
    }

    [Fact]
    public void Indexer_MissingKey_IsACodedKeyError()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        PathNotFoundException missing = Assert.Throws<PathNotFoundException>(() => state["a"]);
        Assert.Equal(ErrorCode.PathNotFound, missing.Code);
        Assert.False(state.TryGetValue("a", out _));
        Assert.Equal(5, state.GetValueOrDefault("a", 5));
        Assert.Throws<ArgumentNullException>(() => state[null!]);
    }

    [Fact]
    public void GetMany_Keys_AreInTheirOrderAndOneMissingIsAKeyError()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(("k1", 1), ("k2", 2), ("k3", 3));
        Assert.Equal([3, 1, 3], state.GetMany("k3", "k1", "k3"));
        Assert.Throws<PathNotFoundException>(() => state.GetMany("k1", "k4"));
        Assert.Empty(state.GetMany());
    }

    [Fact]
    public void Update_MappingPairsAndMore_AreAllSet()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(new Dictionary<string, int> { ["a"] = 1 }, ("b", 2));
        state.Update([("c", 3)]);
        state.Update(new List<KeyValuePair<string, int>> { new("d", 4) });
        Assert.Equal("""{"a":1,"b":2,"c":3,"d":4}""", state.ToString());
        state.Update();
        Assert.Equal(4, state.Count);
    }

    [Fact]
    public void Update_KeyInBoth_TheLaterWins()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 }, ("a", 2));
        Assert.Equal((2, 1), (state["a"], state["b"]));
    }

    [Fact]
    public void Remove_Key_IsGoneForAll()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(("a", 1), ("b", 2));
        Assert.True(state.Remove("a"));
        Assert.False(state.Remove("a"));
        Assert.Equal(["b"], Open<string, int>().Keys);
    }

    [Fact]
    public void Pop_Keys_AreTakenOut()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(("a", 1), ("b", 2), ("c", 3));
        Assert.Equal(2, state.Pop("b"));
        Assert.Equal(9, state.Pop("b", 9));
        Assert.Throws<PathNotFoundException>(() => state.Pop("b"));
        Assert.Equal(KeyValuePair.Create("c", 3), state.PopItem());
        Assert.Equal(KeyValuePair.Create("a", 1), state.PopItem());
        Assert.Throws<PathNotFoundException>(() => state.PopItem());
        Assert.Empty(Open<string, int>());
    }

    [Fact]
    public void Clear_Filled_IsEmptyForAll()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(("a", 1), ("b", 2));
        state.Clear();
        state.Clear();
        PersistentDictionary<string, int> again = Open<string, int>();
        Assert.Empty(again);
        Assert.Equal((0, "{}"), (again.Count, again.ToString()));
    }

    [Fact]
    public void Add_KeyThatIsThere_IsACodedError()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Add("a", 1);
        Assert.Equal(
            ErrorCode.KeyPresent, Assert.Throws<HoldfastArgumentException>(() => state.Add("a", 2)).Code);
        Assert.False(state.TryAdd("a", 3));
        Assert.Equal(1, state["a"]);
    }

    [Fact]
    public void ToString_OfAnyContent_IsThatOfThePlainDictionary()
    {
        Dictionary<string, Item> plain = new()
        {
            ["tea"] = new("größer", [1, 2]),
            ["a/b~c"] = new("", []),
        };
        PersistentDictionary<string, Item> state = Open<string, Item>();
        state.Update(plain);
        Assert.Equal(Value.From(plain).ToString(), state.ToString());
        Assert.True(state.ContentEquals(plain));
        plain["tea"] = new("other", []);
        Assert.False(state.ContentEquals(plain));
    }

    [Fact]
    public void Indexer_GottenValueIsChanged_ChangesNothing()
    {
        PersistentDictionary<string, List<int>> state = Open<string, List<int>>();
        state["a"] = [1];
        state["a"].Add(2);
        Assert.Equal([1], state["a"]);
    }

    [Fact]
    public void Set_ValueThatCannotBeJson_LeavesWhatIsThere()
    {
        PersistentDictionary<string, object> state = Open<string, object>();
        state["a"] = 1;
        List<object> circle = [];
        circle.Add(circle);
        Assert.Throws<HoldfastArgumentException>(() => state["a"] = circle);
        Assert.Throws<HoldfastArgumentException>(() => state["a"] = double.NaN);
        Assert.Equal(
            ErrorCode.NotSerializable,
            Assert.Throws<HoldfastArgumentException>(() => state.Update(("b", 1), ("a", (Action)(() => { })))).Code);
        Assert.Equal("""{"a":1}""", state.ToString());
        Assert.Equal("""{"a":1}""", Open<string, object>().ToString());
    }

    [Fact]
    public void AddOrUpdate_Key_IsSetFromItsValue()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        Assert.Equal(1, state.AddOrUpdate("a", 1, now => now + 1));
        Assert.Equal(2, state.AddOrUpdate("a", 1, now => now + 1));
        Assert.Throws<InvalidDataException>(() => state.AddOrUpdate("a", 1, _ => throw new InvalidDataException()));
        Assert.Equal(2, state["a"]);
    }

    [Fact]
    public void AddOrUpdate_FunctionThatUsesTheDictionary_DoesNotLockItselfOut()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state["a"] = 1;
        Assert.Equal(11, state.AddOrUpdate("a", 0, now =>
        {
            if (!state.ContainsKey("b")) state["b"] = 10;
            return now + state["b"];
        }));
    }

    [Fact]
    public async Task AddOrUpdate_SeveralThreadsAndDictionaries_LosesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using PersistentDictionary<string, int> state = Open<string, int>();
            for (int i = 0; i < 25; i++) state.AddOrUpdate("n", 1, now => now + 1);
        }, Token)));
        Assert.Equal(100, Open<string, int>()["n"]);
    }

    [Fact]
    public void Collection_Members_AreThoseOfADictionary()
    {
        IDictionary<string, int> state = Open<string, int>();
        state.Add(new("a", 1));
        state["b"] = 2;
        Assert.False(state.IsReadOnly);
        Assert.Contains(new KeyValuePair<string, int>("a", 1), state);
        Assert.DoesNotContain(new KeyValuePair<string, int>("a", 2), state);
        Assert.False(state.Remove(new KeyValuePair<string, int>("a", 2)));
        KeyValuePair<string, int>[] copy = new KeyValuePair<string, int>[3];
        state.CopyTo(copy, 1);
        Assert.Equal([default, new("a", 1), new("b", 2)], copy);
        Assert.True(state.Remove(new KeyValuePair<string, int>("a", 1)));
        Assert.Equal(["b"], state.Keys);
        Assert.Equal([2], state.Values);
    }

    [Fact]
    public void Enumerate_WhileItChanges_GivesOneMoment()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state.Update(("a", 1), ("b", 2));
        List<string> seen = [];
        foreach ((string key, _) in state)
        {
            seen.Add(key);
            state.Clear();
        }

        Assert.Equal(["a", "b"], seen);
    }

    [Fact]
    public void New_KeysOfAnImpossibleType_IsACodedError() => Assert.Equal(
        ErrorCode.KeyRefused, Assert.Throws<HoldfastArgumentException>(() => Open<Item, int>()).Code);

    [Fact]
    public void Changes_AtRandom_AreThoseOfADictionary() => Property.Holds(
        seed =>
        {
            Random random = new(seed);
            PersistentDictionary<int, int> state = Open<int, int>($"model {seed} {random.Next()}");
            Dictionary<int, int> model = [];
            for (int step = 0; step < 12; step++)
            {
                int key = random.Next(5);
                switch (random.Next(6))
                {
                    case 0:
                        if (state.Remove(key) != model.Remove(key)) return false;
                        break;
                    case 1:
                        if (state.SetDefault(key, step) != (model.TryAdd(key, step) ? step : model[key])) return false;
                        break;
                    case 2:
                        state.Update((key, step), (key + 1, step));
                        (model[key], model[key + 1]) = (step, step);
                        break;
                    case 3 when random.Next(3) == 0:
                        state.Clear();
                        model.Clear();
                        break;
                    default:
                        state[key] = step;
                        model[key] = step;
                        break;
                }
            }

            return state.ContentEquals(model) && model.All(item => state[item.Key] == item.Value)
                && state.Count == model.Count;
        },
        tests: 20);

    protected sealed record Item(string Name, int[] Numbers);
}
