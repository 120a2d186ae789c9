using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <summary>
/// The members of a state do what zproc's State does as a dictionary, and what a plain dictionary does beside it:
/// the cases Z-1 to Z-20, each with its number in the name.
/// </summary>
public sealed class DictionaryTests : IDisposable
{
    private readonly Store _store = Store.Open("memory:");
    private readonly StateMembers _state;
    private readonly Dictionary<string, Value> _plain = new() { ["foo"] = "foo", ["bar"] = "bar" };

    public DictionaryTests()
    {
        _state = _store.GetState("default").Members();
        _state.ReplaceAll(_plain);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Z1_Update_SetsSeveralInOneStep()
    {
        _state.Update(new Dictionary<string, Value> { ["zoo"] = 1, ["dog"] = 2 });
        (_plain["zoo"], _plain["dog"]) = (1, 2);

        AssertSame();
        Assert.Equal(new Revision(2), _store.GetState("default").Revision);
    }

    [Fact]
    public void Z2_ContainsKey_TellsPresentFromMissing()
    {
        Assert.True(_state.ContainsKey("foo"));
        Assert.False(_state.ContainsKey("zoo"));
    }

    [Fact]
    public void Z3_Remove_DeletesOnce()
    {
        Assert.Equal(_plain.Remove("foo"), _state.Remove("foo"));
        Assert.Equal(_plain.Remove("foo"), _state.Remove("foo"));
        AssertSame();
    }

    [Fact]
    public void Z4_Snapshot_EqualsTheSameDictionary() =>
        Assert.Equal(Value.FromMembers(_plain), _store.GetState("default").Snapshot().Root);

    [Fact]
    public void Z5_Indexer_Reads() => Assert.Equal("foo", (string?)_state["foo"]);

    [Fact]
    public void Z6_Enumeration_IsInTheOrderOfAdding()
    {
        _state["zoo"] = 1;
        _state["bar"] = 2;
        _state.Remove("foo");
        _state["foo"] = 3;

        Assert.Equal(["bar", "zoo", "foo"], _state.Select(member => member.Key));
    }

    [Fact]
    public void Z7_Count_IsTheNumberOfMembers()
    {
        Assert.Equal(2, _state.Count);
        _state["zoo"] = 1;
        Assert.Equal(3, _state.Count);
    }

    [Fact]
    public void Z8_Snapshot_DiffersFromAnotherDictionary()
    {
        _plain["zoo"] = 1;
        Assert.NotEqual(Value.FromMembers(_plain), _store.GetState("default").Snapshot().Root);
    }

    [Fact]
    public void Z9_Indexer_Writes()
    {
        _state["foo"] = _plain["foo"] = 2;
        _state["new"] = _plain["new"] = 1.5;
        AssertSame();
    }

    [Fact]
    public void Z10_Clear_RemovesAll()
    {
        _state.Clear();
        _plain.Clear();
        AssertSame();
    }

    [Fact]
    public void Z11_ToDictionary_IsAPlainDictionary() => Assert.Equal(_plain, _state.ToDictionary());

    [Fact]
    public void Z12_ToDictionary_IsACopyOfItsOwn()
    {
        Dictionary<string, Value> copy = _state.ToDictionary();
        copy["foo"] = 1;
        AssertSame();
    }

    [Fact]
    public void Z13_GetValueOrDefault_GivesTheMemberOrTheDefault()
    {
        Assert.Equal("foo", (string?)_state.GetValueOrDefault("foo", Value.EmptyArray));
        Assert.Equal(Value.EmptyArray, _state.GetValueOrDefault("zoo", Value.EmptyArray));
        Assert.Equal(Value.Null, _state.GetValueOrDefault("zoo"));
    }

    [Fact]
    public void Z14_Items_AreNamesWithValues() => Assert.Equal(_plain, _state);

    [Fact]
    public void Z15_Values_AreInOrder() => Assert.Equal(_plain.Values, _state.Values);

    [Fact]
    public void Z16_Keys_AreInOrder() => Assert.Equal(_plain.Keys, _state.Keys);

    [Fact]
    public void Z17_SetDefault_GivesThePresentOrSets()
    {
        Assert.Equal(Value.Null, _state.SetDefault("zzz", Value.Null));
        Assert.Equal("foo", (string?)_state.SetDefault("foo", 1));
        _plain["zzz"] = Value.Null;
        AssertSame();
    }

    [Fact]
    public void Z18_Pop_GivesAndRemoves()
    {
        Assert.Equal("foo", (string?)_state.Pop("foo"));
        Assert.Equal(7, (int)_state.Pop("foo", 7));
        Assert.Throws<PathNotFoundException>(() => _state.Pop("foo"));
        _plain.Remove("foo");
        AssertSame();
    }

    [Fact]
    public void Z19_PopItem_TakesTheLastAdded()
    {
        _state["zoo"] = 1;
        Assert.Equal(KeyValuePair.Create<string, Value>("zoo", 1), _state.PopItem());
        Assert.Equal("bar", _state.PopItem().Key);
        Assert.Equal("foo", _state.PopItem().Key);
        Assert.Throws<PathNotFoundException>(() => _state.PopItem());
        Assert.Empty(_state);
    }

    [Fact]
    public void Z20_Indexer_MissingKey_ThrowsKeyNotFoundAndTheStateGoesOn()
    {
        Assert.ThrowsAny<KeyNotFoundException>(() => _state["zoo"]);
        Assert.Equal("foo", (string?)_state["foo"]);
    }

    [Fact]
    public void Keys_WithSlashesAndTildes_AreNamesAndNeverPointers()
    {
        foreach (string name in new[] { "a/b", "/foo", "~1", "", "-", "0" })
        {
            _state[name] = _plain[name] = name;
        }

        AssertSame();
    }

    [Fact]
    public void Add_PresentKey_IsRefusedAsADictionaryDoes()
    {
        // It had the code of a failed test, while a persistent dictionary has that of a key which is present.
        Assert.Equal(
            ErrorCode.KeyPresent, Assert.Throws<HoldfastArgumentException>(() => _state.Add("foo", 1)).Code);
        Assert.ThrowsAny<ArgumentException>(() => _plain.Add("foo", 1));
        AssertSame();
    }

    [Fact]
    public void ReplaceAll_Members_AreOneStep()
    {
        Revision before = _store.GetState("default").Revision;
        _state.ReplaceAll([KeyValuePair.Create<string, Value>("one", 1)]);

        Assert.Equal(before.Number + 1, _store.GetState("default").Revision.Number);
        Assert.Equal(["one"], _state.Keys);
    }

    [Fact]
    public void CollectionMembers_BehaveAsOfADictionary()
    {
        ICollection<KeyValuePair<string, Value>> members = _state;
        var pair = KeyValuePair.Create<string, Value>("foo", "foo");

        Assert.Contains(pair, members);
        Assert.False(members.Remove(KeyValuePair.Create<string, Value>("foo", "other")));
        Assert.True(members.Remove(pair));
        members.Add(pair);
        var array = new KeyValuePair<string, Value>[3];
        members.CopyTo(array, 1);
        Assert.Equal(["bar", "foo"], array[1..].Select(member => member.Key));
        Assert.Throws<ArgumentException>(() => members.CopyTo(array, 2));
    }

    private void AssertSame() => Assert.Equal(_plain, _state.ToDictionary());
}
