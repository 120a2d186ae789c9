using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <summary>What a state promises on every log; each engine inherits it.</summary>
public abstract partial class StateContract : IDisposable
{
    protected StateContract()
    {
        Store = OpenStore();
        Shop = Store.GetState("shop");
    }

    protected Store Store { get; }

    protected State Shop { get; }

    private protected ManualTime Time { get; } = new();

    protected StoreOptions Options => new() { TimeProvider = Time };

    protected static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Store.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract Store OpenStore();

    protected virtual void CleanUp()
    {
    }

    [Fact]
    public void Set_MissingParents_AreMade()
    {
        Shop["/stock/tea"] = 10;

        Assert.Equal(10, Shop.Get<int>("/stock/tea"));
        Assert.Equal("""{"stock":{"tea":10}}""", Shop.Snapshot().Root.ToString());
    }

    [Fact]
    public void Set_TextWithoutSlash_IsThatMember()
    {
        Shop["tea"] = 1;

        Assert.True(Shop.Exists("/tea"));
    }

    [Fact]
    public void Set_InterpolatedName_NeverBecomesStructure()
    {
        string id = "a/b~c";
        Shop.Set($"/orders/{id}", new Order("tea", 3));

        Assert.Equal(["a/b~c"], Shop.Members("/orders").Keys);
        Assert.Equal(new Order("tea", 3), Shop.Get<Order>($"/orders/{id}"));
    }

    [Fact]
    public void Get_Missing_ThrowsKeyNotFoundWithCode()
    {
        KeyNotFoundException missing = Assert.ThrowsAny<KeyNotFoundException>(() => Shop.Get("/nothing"));

        Assert.Equal(ErrorCode.PathNotFound, Assert.IsAssignableFrom<IHoldfastError>(missing).Code);
    }

    [Fact]
    public void Get_OfAnotherKind_NamesThePath()
    {
        Shop["/stock/tea"] = "ten";
        Shop["/stock/list"] = Value.EmptyArray;

        Action[] wrong =
        [
            () => Shop.Get<int>("/stock/tea"),
            () => Shop.GetOrDefault("/stock/tea", 1),
            () => Shop.TryGet("/stock/tea", out Order? _),
            () => Shop.Snapshot().Get<Order>("/stock/tea"),
            () => Shop.Atomic(tx => tx.Get<bool>("/stock/tea")),
        ];
        Assert.All(wrong, call =>
        {
            var fault = Assert.Throws<HoldfastOperationException>(call);
            Assert.Equal(ErrorCode.WrongKind, fault.Code);
            Assert.StartsWith("At '/stock/tea': The value is ", fault.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ToString_OfStoreAndCommit_TellWhatTheyAre()
    {
        Shop["/a"] = 1;
        Shop.Atomic(tx => tx["/a"] = tx["/b"] = 2, new() { Author = "ann" });

        Assert.Equal(Store.Address, Store.ToString());
        Assert.Equal("revision 2 by ann: 2 changes", Shop.GetCommit(new(2)).ToString());
        Assert.EndsWith(": 1 change", Shop.GetCommit(new(1)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_NullValue_IsNotMissing()
    {
        Shop["/empty"] = null;

        Assert.True(Shop.TryGet("/empty", out Value value));
        Assert.Equal(ValueKind.Null, value.Kind);
    }

    [Fact]
    public void GetOrDefault_Missing_GivesDefault() => Assert.Equal(7, Shop.GetOrDefault("/nothing", 7));

    [Fact]
    public void Get_ObjectTwice_GivesObjectsOfTheirOwn()
    {
        Shop.Set("/list", new List<int> { 1 });

        Shop.Get<List<int>>("/list").Add(2);

        Assert.Equal([1], Shop.Get<List<int>>("/list"));
    }

    [Fact]
    public void Set_ThroughScalar_IsRefusedAndChangesNothing()
    {
        Shop["/a"] = 1;
        Revision before = Shop.Revision;

        var refused = Assert.Throws<HoldfastOperationException>(() => Shop["/a/b"] = 2);

        Assert.Equal(ErrorCode.ThroughScalar, refused.Code);
        Assert.Equal(before, Shop.Revision);
    }

    [Fact]
    public void Set_RootToNoObject_IsRefused()
    {
        var refused = Assert.Throws<HoldfastArgumentException>(() => Shop.ReplaceAll(1));

        Assert.Equal(ErrorCode.RootNotObject, refused.Code);
    }

    [Fact]
    public void Set_Commits_GrowByOneAndTellTheRevision()
    {
        Revision first = Shop.Set("/a", 1);
        Revision second = Shop.Set("/a", 2);

        Assert.Equal(new Revision(1), first);
        Assert.Equal(new Revision(2), second);
        Assert.Equal(second, Shop.Revision);
    }

    [Fact]
    public void Remove_Missing_SaysFalseAndMakesNoCommit()
    {
        Shop["/a"] = 1;

        Assert.True(Shop.Remove("/a"));
        Assert.False(Shop.Remove("/a"));
        Assert.Equal(new Revision(2), Shop.Revision);
    }

    [Fact]
    public void Add_MissingThenThere_AddsExactly()
    {
        Assert.Equal(0.1m, Shop.Add("/sum", 0.1m).Value.As<decimal>());
        Assert.Equal(0.3m, Shop.Add("/sum", 0.2m).Value.As<decimal>());
    }

    [Fact]
    public void Add_ToText_IsRefused()
    {
        Shop["/a"] = "text";

        HoldfastOperationException fault = Assert.Throws<HoldfastOperationException>(() => Shop.Add("/a", 1));
        Assert.Equal(ErrorCode.WrongKind, fault.Code);
        Assert.Contains("'/a' is \"text\", not a number", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Such a failure came as what the object's property threw, without a code and a path.</summary>
    [Fact]
    public async Task Set_ObjectThatCannotBeJson_IsRefusedWithItsPath()
    {
        using MemoryStream stream = new();
        CheckRefused(Assert.Throws<HoldfastArgumentException>(() => Shop.Set("/s", stream)));
        CheckRefused(Assert.Throws<HoldfastArgumentException>(() => Shop.Set("/s", () => { })));
        CheckRefused(await Assert.ThrowsAsync<HoldfastArgumentException>(
            () => Shop.SetAsync("/s", stream, token: TestContext.Current.CancellationToken).AsTask()));
        CheckRefused(Assert.Throws<HoldfastArgumentException>(() => Shop.Atomic(now => now.Set("/s", stream))));
        Assert.Equal(default, Shop.Revision);
    }

    [Fact]
    public void Append_MissingThenThere_Grows()
    {
        Shop.Append("/sold", "a");

        Assert.Equal("""["a","b"]""", Shop.Append("/sold", "b").Value.ToString());
    }

    [Fact]
    public void TrySet_Conditions_DecideWhetherItCommits()
    {
        Assert.True(Shop.TrySet("/a", 1, Condition.IfMissing, out Revision first));
        Assert.False(Shop.TrySet("/a", 2, Condition.IfMissing, out _));
        Assert.False(Shop.TrySet("/a", 2, Condition.IfEqual(5), out _));
        Assert.True(Shop.TrySet("/a", 2, Condition.IfEqual(1), out Revision second));
        Assert.False(Shop.TrySet("/a", 3, Condition.IfUnchangedSince(first), out _));
        Assert.True(Shop.TrySet("/a", 3, Condition.IfUnchangedSince(second), out _));
        Assert.Equal(3, Shop.Get<int>("/a"));
    }

    [Fact]
    public void TrySet_RemovedSince_DoesNotHold()
    {
        Revision seen = Shop.Set("/a", 1);
        Shop.Remove("/a");

        Assert.False(Shop.TrySet("/a", 2, Condition.IfUnchangedSince(seen), out _));
    }

    [Fact]
    public void Merge_NullRemoves_OthersStay()
    {
        Shop["/doc"] = Value.Parse("""{"a":1,"b":{"c":2,"d":3}}""");

        Shop.Merge("/doc", Value.Parse("""{"a":null,"b":{"c":9}}"""));

        Assert.Equal("""{"b":{"c":9,"d":3}}""", Shop.Get("/doc").ToString());
    }

    [Fact]
    public void GetSection_OfAState_CannotReachAboveItself()
    {
        State orders = Shop.GetSection("/orders");
        orders["/a"] = 1;

        Assert.Equal(1, Shop.Get<int>("/orders/a"));
        Assert.Equal("""{"a":1}""", orders.Snapshot().Root.ToString());
        orders.ReplaceAll(Value.Parse("""{"b":2}"""));
        Assert.Equal("""{"orders":{"b":2}}""", Shop.Snapshot().Root.ToString());
    }

    [Fact]
    public void Namespaces_AreMadeOnFirstWrite_AndRemoved()
    {
        State other = Store.GetState("other");
        Assert.False(other.Exists("/a"));
        Assert.DoesNotContain("other", Store.Namespaces);

        other["/a"] = 1;
        Assert.Contains("other", Store.Namespaces);

        Assert.True(Store.Remove("other"));
        Assert.False(Store.Remove("other"));
        Assert.DoesNotContain("other", Store.Namespaces);
        Assert.False(Store.GetState("other").Exists("/a"));
    }

    [Fact]
    public void GetState_InitialValues_AreThereAfterTheFirstWrite()
    {
        State counted = Store.GetState("counted", Value.Parse("""{"count":5}"""));

        counted.Add("/count", 1);

        Assert.Equal(6, Store.GetState("counted", Value.Parse("""{"count":99}""")).Add("/count", 0).Value.As<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("$readers")]
    public void GetState_BadName_IsRefused(string name) =>
        Assert.Throws<HoldfastArgumentException>(() => Store.GetState(name));

    [Fact]
    public void Dispose_ThenUse_IsObjectDisposed()
    {
        Shop["/a"] = 1;
        Store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Shop.Get("/a"));
        Assert.Throws<ObjectDisposedException>(() => Shop["/a"] = 2);
    }

    public sealed record Order(string Item, int Count);

    private static void CheckRefused(HoldfastArgumentException fault)
    {
        Assert.Equal(ErrorCode.NotSerializable, fault.Code);
        Assert.StartsWith("At '/s': ", fault.Message, StringComparison.Ordinal);
    }
}
