using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <content>What a function learns in other ways than by reading a path counts as read too.</content>
public abstract partial class StateContract
{
    public static TheoryData<string> Moving => ["copy", "move"];

    // What a patch copied or moved counted as read at its new place only, where nothing had been.
    [Theory]
    [MemberData(nameof(Moving))]
    public void Apply_SourceChangedByOthers_RunsAgain(string verb)
    {
        Shop["/p"] = 1;
        Learn(tx =>
        {
            tx.Apply(Patch.Parse($$"""[{"op":"{{verb}}","from":"/p","path":"/q"}]"""));
            return tx.Get<int>("/q");
        }, () => ChangeFromOutside("/p", 2));
        Assert.Equal((2, 2), (Shop.Get<int>("/q"), Shop.Get<int>("/learned")));
    }

    // What the function had set stayed its own at the same index, where after its removal somebody else's item stood.
    [Fact]
    public void Get_OwnItemRemovedAndTheNextChangedByOthers_RunsAgain()
    {
        Shop["/a"] = Value.Parse("""[{"x":0},{"x":1}]""");
        Learn(tx =>
        {
            tx["/a/0/x"] = 5;
            tx.Remove("/a/0");
            return tx.Get<int>("/a/0/x");
        }, () => ChangeFromOutside("/a/1/x", 99));
        Assert.Equal("""{"a":[{"x":99}],"learned":99}""", Shop.Snapshot().ToString());
    }

    // The items of an array in an array: what moved last says which of them counts as read.
    [Fact]
    public void Get_InnerItemsAndThenOuterItemsMoved_CountsTheOuterAsRead()
    {
        Shop["/a"] = Value.Parse("[[1,2],[3,4]]");
        Learn(tx =>
        {
            tx.Remove("/a/0/0");
            tx.Apply(Patch.Parse("""[{"op":"remove","path":"/a/0"}]"""));
            return tx.Get<int>("/a/0/0");
        }, () => ChangeFromOutside("/a/1/0", 99));
        Assert.Equal("""{"a":[[99,4]],"learned":99}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Get_OwnArrayGrownByAppends_HoldsWhateverOthersDid()
    {
        Shop["/a"] = 1;
        int runs = Learn(tx =>
        {
            tx["/a"] = Value.EmptyArray;
            tx.Append("/a", 7);
            return tx.Get<int>("/a/0") + tx.GetCount("/a");
        }, () => ChangeFromOutside("/a", 2));
        Assert.Equal((1, 8), (runs, Shop.Get<int>("/learned")));
    }

    // The dash had stood for the end of an array; in the object that others put there it is a member's name.
    [Theory]
    [InlineData("/a/-")]
    [InlineData("/a/-/x")]
    public void Get_WrittenAtADashAndArrayReplacedByOthers_RunsAgain(string path)
    {
        Shop["/a"] = Value.Parse("[1,2]");
        int runs = Learn(tx =>
        {
            tx.Add(path, 5);
            return tx.Exists("/a/2") ? 1 : 0;
        }, () => ChangeFromOutside("/a", Value.EmptyObject));
        Assert.Equal((2, 0), (runs, Shop.Get<int>("/learned")));
    }

    // What it had set as members of an object stayed its own, though others had put an array there, where they shift.
    [Theory]
    [InlineData("""[{"op":"remove","path":"/o/0"}]""", "/o/0")]
    [InlineData("""[{"op":"remove","path":"/o/0"}]""", "/o/1")]
    [InlineData("""[{"op":"add","path":"/o/0","value":3}]""", "/o/1")]
    [InlineData("""[{"op":"move","from":"/o/0","path":"/p"}]""", "/o/0")]
    public void Get_OwnNumberedMemberAndObjectReplacedByAnArray_RunsAgain(string patch, string path)
    {
        Shop["/o"] = Value.EmptyObject;
        int runs = Learn(tx =>
        {
            (tx["/o/0"], tx["/o/1"]) = (1, 1);
            tx.Apply(Patch.Parse(patch));
            return tx.GetOrDefault<int>(path);
        }, () => ChangeFromOutside("/o", Value.Parse("[7,8,9]")));
        Assert.Equal((2, Shop.Get<int>(path)), (runs, Shop.Get<int>("/learned")));
    }

    // A dash that was a member of an object became the end of the array that others put there.
    [Fact]
    public void Set_BelowAnOwnDashAndObjectReplacedByAnArray_RunsAgain()
    {
        Shop["/o/-"] = 1;
        Learn(tx =>
        {
            tx["/o/-"] = Value.Null;
            return Refuses(() => tx["/o/-/1"] = 2);
        }, () => ChangeFromOutside("/o", Value.EmptyArray));
        Assert.Equal("""{"o":[null,{"1":2}],"learned":0}""", Shop.Snapshot().ToString());
    }

    // A value that has no members has no shape that could change, so it passed for the container of before.
    [Fact]
    public void GetCount_ContainerBecomesAScalar_RunsAgain()
    {
        Shop["/a"] = Value.Parse("""{"x":0,"y":1}""");
        Learn(tx => tx.GetCount("/a"), () => ChangeFromOutside("/a", 7));
        Assert.Equal("""{"a":7,"learned":0}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Merge_ContainerBecomesAScalar_RunsAgain()
    {
        Shop["/a"] = Value.Parse("""{"x":0}""");
        Learn(tx =>
        {
            tx.Merge("/a", Value.Parse("""{"z":1}"""));
            return 0;
        }, () => ChangeFromOutside("/a", 7));
        Assert.Equal("""{"z":1}""", Shop["/a"].ToString());
    }

    // What was refused, and caught, was not noted: that it was refused depended on what others then changed.
    [Theory]
    [InlineData("""[{"op":"replace","path":"/a","value":1}]""", """{"a":5}""")]
    [InlineData("""[{"op":"add","path":"/a/x","value":1}]""", """{"a":{}}""")]
    [InlineData("""[{"op":"add","path":"/s/x","value":1}]""", """{"s":{}}""")]
    [InlineData("""[{"op":"add","path":"/s/x","value":1}]""", """{"s":null}""")]
    [InlineData("""[{"op":"add","path":"/list/3","value":1}]""", """{"list":[1,2,3]}""")]
    [InlineData("""[{"op":"add","path":"/list/3","value":1}]""", """{"list":{}}""")]
    [InlineData("""[{"op":"copy","from":"/a","path":"/b"}]""", """{"a":5}""")]
    [InlineData("""[{"op":"move","from":"/s/x","path":"/b"}]""", """{"s":{"x":1}}""")]
    [InlineData("""[{"op":"test","path":"/s","value":1}]""", """{"s":1}""")]
    public void Apply_RefusedAndCaught_RunsAgainWhenItWouldNotBeRefused(string patch, string merged)
    {
        Shop["/s"] = "text";
        Shop["/list"] = Value.EmptyArray;
        Learn(tx => Refuses(() => tx.Apply(Patch.Parse(patch))), () => FromOutside(state =>
            state.Atomic(tx => tx.Merge("", Value.Parse(merged)))));
        int isRefused = Shop.Get<int>("/learned");
        Assert.Equal(merged.Contains("null", StringComparison.Ordinal) ? 1 : 0, isRefused);
    }

    [Fact]
    public void Add_RefusedAndCaught_RunsAgainWhenItWouldNotBeRefused()
    {
        Shop["/s"] = "text";
        Learn(tx => Refuses(() => tx.Add("/s", 1)), () => ChangeFromOutside("/s", 41));
        Assert.Equal("""{"s":42,"learned":0}""", Shop.Snapshot().ToString());
    }

    // The function's own value needs no look at what others did, but its revision is that of others.
    [Fact]
    public void GetRevision_OfAnOwnPathChangedByOthers_RunsAgain()
    {
        Shop["/a"] = 1;
        Learn(tx =>
        {
            tx["/a"] = 5;
            return (int)tx.GetRevision("/a").Number;
        }, () => ChangeFromOutside("/a", 2));
        Assert.Equal("""{"a":5,"learned":2}""", Shop.Snapshot().ToString());
    }

    // It was decided by the new namespace, whose revisions are all lower, so that every read passed for unchanged.
    [Fact]
    public void Atomic_NamespaceRemovedAndMadeAnewMeanwhile_RunsAgain()
    {
        for (int number = 0; number <= 41; number++) Shop["/n"] = number;
        int runs = Learn(tx => tx.Get<int>("/n"), MakeAnew);
        Assert.Equal((2, """{"n":0,"learned":0}"""), (runs, Shop.Snapshot().ToString()));
    }

    [Fact]
    public async Task AtomicAsync_NamespaceRemovedAndMadeAnewMeanwhile_RunsAgain()
    {
        for (int number = 0; number <= 41; number++) Shop["/n"] = number;
        int runs = 0;
        await Shop.AtomicAsync(tx =>
        {
            tx["/learned"] = tx.Get<int>("/n");
            if (++runs == 1) MakeAnew();
            return Task.CompletedTask;
        }, token: TestToken);
        Assert.Equal((2, """{"n":0,"learned":0}"""), (runs, Shop.Snapshot().ToString()));
    }

    [Fact]
    public void Atomic_NamespaceRemovedMeanwhile_RunsAgain()
    {
        Shop["/n"] = 41;
        int runs = Learn(tx => tx.GetOrDefault<int>("/n"), () => FromOutside(state => state.Store.Remove(state.Name)));
        Assert.Equal((2, """{"learned":0}"""), (runs, Shop.Snapshot().ToString()));
    }

    private void MakeAnew() => FromOutside(state =>
    {
        state.Store.Remove(state.Name);
        state["/n"] = 0;
    });

    /// <summary>
    /// Keeps what a function learns, while something happens after it learned that for the first time.
    /// </summary>
    /// <returns>How often the function ran.</returns>
    private int Learn(Func<Transaction, int> learn, Action meanwhile)
    {
        int runs = 0;
        Shop.Atomic(tx =>
        {
            int learned = learn(tx);
            if (++runs == 1) meanwhile();
            tx["/learned"] = learned;
        });
        return runs;
    }

    private static int Refuses(Action action) => Record.Exception(action) is IHoldfastError ? 1 : 0;
}
