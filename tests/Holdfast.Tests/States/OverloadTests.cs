using System.Linq.Expressions;
using SetCall = System.Linq.Expressions.Expression<
    System.Func<Holdfast.State, Holdfast.StatePath, Holdfast.Revision>>;

namespace Holdfast.Tests.States;

/// <summary>Which Set a call binds to: the one that takes JSON needs no serializer, and no reflection.</summary>
public sealed class OverloadTests : IDisposable
{
    private static readonly (SetCall Call, string Json)[] Direct =
    [
        ((state, path) => state.Set(path, 5, null), "5"),
        ((state, path) => state.Set(path, 5L, null), "5"),
        ((state, path) => state.Set(path, (sbyte)-5, null), "-5"),
        ((state, path) => state.Set(path, (byte)5, null), "5"),
        ((state, path) => state.Set(path, (short)-5, null), "-5"),
        ((state, path) => state.Set(path, (ushort)5, null), "5"),
        ((state, path) => state.Set(path, 5u, null), "5"),
        ((state, path) => state.Set(path, ulong.MaxValue, null), "18446744073709551615"),
        ((state, path) => state.Set(path, 0.1f, null), "0.1"),
        ((state, path) => state.Set(path, 0.1, null), "0.1"),
        ((state, path) => state.Set(path, 1.50m, null), "1.50"),
        ((state, path) => state.Set(path, 'é', null), "\"é\""),
        ((state, path) => state.Set(path, "text", null), "\"text\""),
        ((state, path) => state.Set(path, null, null), "null"),
        ((state, path) => state.Set(path, true, null), "true"),
        ((state, path) => state.Set(path, Value.EmptyArray, null), "[]"),
    ];

    private static readonly (SetCall Call, string Json)[] Converted =
    [
        ((state, path) => state.Set(path, Size.Large, null), "1"),
        ((state, path) => state.Set(path, new DateTime(2026, 1, 2), null), "\"2026-01-02T00:00:00\""),
        ((state, path) => state.Set(path, Guid.Empty, null), "\"00000000-0000-0000-0000-000000000000\""),
        ((state, path) => state.Set(path, new[] { 1, 2 }, null), "[1,2]"),
        ((state, path) => state.Set(path, new[] { "a" }, null), "[\"a\"]"),
        ((state, path) => state.Set(path, new Order("tea", 3), null), """{"Item":"tea","Count":3}"""),
        ((state, path) => state.Set(path, (int?)5, null), "5"),
        ((state, path) => state.Set(path, (object)5, null), "5"),
        ((state, path) => state.Set(path, (Order?)null, null), "null"),
        ((state, path) => state.Set(path, (Value?)true, null), "true"),
    ];

    private readonly Store _store = Store.Open("memory:");

    private enum Size
    {
        Small,
        Large,
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Set_WhatIsNearlyJson_BindsToTheOneOfValue() =>
        Assert.All(Direct, each => AssertSet(each.Call, each.Json, isGeneric: false));

    [Fact]
    public void Set_AnyOtherType_BindsToTheOneThatConverts() =>
        Assert.All(Converted, each => AssertSet(each.Call, each.Json, isGeneric: true));

    [Fact]
    public void SetAsync_BindsAsSetDoes()
    {
        Expression<Func<State, ValueTask<Revision>>> direct = state => state.SetAsync("/a", 7u, null, default);
        Expression<Func<State, ValueTask<Revision>>> converted = state => state.SetAsync(
            "/a", Size.Small, null, default);

        Assert.False(IsGeneric(direct.Body));
        Assert.True(IsGeneric(converted.Body));
    }

    [Fact]
    public void TransactionSet_BindsAsSetDoes()
    {
        Expression<Action<Transaction>> direct = transaction => transaction.Set("/a", 'x');
        Expression<Action<Transaction>> converted = transaction => transaction.Set("/a", Size.Small);

        Assert.False(IsGeneric(direct.Body));
        Assert.True(IsGeneric(converted.Body));
    }

    private static bool IsGeneric(Expression call) => ((MethodCallExpression)call).Method.IsGenericMethod;

    private void AssertSet(SetCall call, string json, bool isGeneric)
    {
        State state = _store.GetState("shop");
        Assert.Equal(isGeneric, IsGeneric(call.Body));
        call.Compile()(state, "/x");
        Assert.Equal(json, state["/x"].ToString());
    }

    private sealed record Order(string Item, int Count);
}
