using System.Text.Json;
using Holdfast.Errors;
using Holdfast.Immutable;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Immutable;

public sealed class ImmutableStateTests
{
    [Fact]
    public void New_Empty_IsGenerationZeroWithATime()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        ImmutableState state = new();
        Assert.Equal(0, state.Generation);
        Assert.Equal(0, state.Count);
        Assert.InRange(state.CreatedAt, before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public void New_ClockGiven_CreationTimeIsItsTime()
    {
        FixedTime clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        ImmutableState state = new(Value.Parse("""{"a":1}"""), clock);
        Assert.Equal(clock.GetUtcNow(), state.CreatedAt);
        Assert.Equal(clock.GetUtcNow(), state.With("a", 2).CreatedAt);
    }

    [Fact]
    public void WithGeneration_NewNumber_LeavesTheOriginal()
    {
        ImmutableState original = new();
        ImmutableState changed = original.WithGeneration(5);
        Assert.Equal(5, changed.Generation);
        Assert.Equal(0, original.Generation);
        Assert.Throws<ArgumentOutOfRangeException>(() => original.WithGeneration(-1));
    }

    [Fact]
    public void With_SomeFields_LeavesTheOriginalAndCountsTheGeneration()
    {
        ImmutableState state = new(("user_id", "user_123"), ("status", "active"), ("count", 0));
        ImmutableState next = state.With(("count", 1), ("status", "processing"));
        Assert.Equal(0, state.Get<int>("count"));
        Assert.Equal("active", state.Get<string>("status"));
        Assert.Equal(1, next.Get<int>("count"));
        Assert.Equal("processing", next.Get<string>("status"));
        Assert.Equal("user_123", next.Get<string>("user_id"));
        Assert.Equal((0, 1, 2), (state.Generation, next.Generation, next.With("count", 2).Generation));
    }

    [Fact]
    public void With_NewField_IsAddedInTheLastPlace()
    {
        ImmutableState failed = new ImmutableState(("status", "pending")).With(("status", "failed"), ("error", "why"));
        Assert.Equal(["status", "error"], failed.Fields.Select(field => field.Key));
        Assert.Equal("""{"status":"failed","error":"why"}""", failed.ToString());
    }

    [Fact]
    public void Without_AField_IsGoneAndAMissingOneIsNoError()
    {
        ImmutableState state = new(("a", 1), ("b", 2));
        Assert.Equal("""{"b":2}""", state.Without("a").ToString());
        Assert.Equal("""{"a":1,"b":2}""", state.Without("c").ToString());
        Assert.Equal(1, state.Without("c").Generation);
    }

    [Fact]
    public void Fields_PublicMembers_CannotBeSet() =>
        Assert.All(typeof(ImmutableState).GetProperties(), property => Assert.Null(property.SetMethod));

    [Fact]
    public void Get_NestedObject_IsTheCallersOwn()
    {
        ImmutableState state = new(("tags", Value.From((string[])["a", "b"])));
        string[] tags = state.Get<string[]>("tags");
        tags[0] = "changed";
        Assert.Equal(["a", "b"], state.Get<string[]>("tags"));
    }

    [Fact]
    public void From_ObjectThatChangesLater_KeepsWhatItWas()
    {
        List<int> numbers = [1, 2];
        ImmutableState state = ImmutableState.From(new { numbers });
        numbers.Add(3);
        Assert.Equal("""{"numbers":[1,2]}""", state.ToString());
    }

    [Fact]
    public void Indexer_MissingField_IsACodedKeyError()
    {
        ImmutableState state = new(("a", Value.Null));
        Assert.True(state.Has("a"));
        Assert.False(state.TryGet("b", out _));
        Assert.Equal(7, state.GetOrDefault("b", 7));
        PathNotFoundException missing = Assert.Throws<PathNotFoundException>(() => state["b"]);
        Assert.Equal(ErrorCode.PathNotFound, missing.Code);
        Assert.IsAssignableFrom<KeyNotFoundException>(missing);
    }

    [Fact]
    public void Get_AnotherKind_IsACodedError() => Assert.Equal(
        ErrorCode.WrongKind,
        Assert.Throws<HoldfastOperationException>(() => new ImmutableState(("a", "x")).Get<int>("a")).Code);

    [Fact]
    public void Equals_EqualFields_IsByValue()
    {
        ImmutableState one = new(("a", 1), ("b", Value.Parse("[1,{}]")));
        ImmutableState two = ImmutableState.Parse("""{"b":[1.0,{}],"a":1}""").WithGeneration(9);
        Assert.Equal(one, two);
        Assert.True(one == two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.True(one != one.With("a", 2));
        Assert.False(one.Equals(null));
    }

    [Fact]
    public void From_Record_AndBack_IsTheSame()
    {
        Order order = new("tea", 3, ["urgent"]);
        ImmutableState state = ImmutableState.From(order);
        Assert.Equal("tea", state.Get<string>("Name"));
        Order back = state.With("Count", 4).To<Order>();
        Assert.Equal(("tea", 4), (back.Name, back.Count));
        Assert.Equal(["urgent"], back.Tags);
    }

    [Fact]
    public void Serialize_AndBack_KeepsGenerationAndCreationTime()
    {
        ImmutableState state = new ImmutableState(("a", 1)).With("b", Value.Parse("""{"c":[]}"""));
        string json = JsonSerializer.Serialize(new Holder(state));
        ImmutableState back = JsonSerializer.Deserialize<Holder>(json)!.State;
        Assert.Equal(state, back);
        Assert.Equal((1, state.CreatedAt), (back.Generation, back.CreatedAt));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ImmutableState>("""{"a":1}"""));
    }

    [Fact]
    public void Merge_Patch_MergesObjectsAndRemovesNulls()
    {
        ImmutableState state = ImmutableState.Parse("""{"a":{"x":1,"y":2},"b":3}""");
        ImmutableState merged = state.Merge(Value.Parse("""{"a":{"x":9},"b":null,"c":true}"""));
        Assert.Equal("""{"a":{"x":9,"y":2},"c":true}""", merged.ToString());
        Assert.Equal(1, merged.Generation);
        Assert.Throws<HoldfastOperationException>(() => state.Merge(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b~c")]
    [InlineData("größer 😀")]
    [InlineData("a name that is longer than what is looked up without a copy of its own, and that is one hundred and "
        + "twenty-eight characters; now it is")]
    public void With_AnyName_IsFoundAgain(string name)
    {
        ImmutableState state = new ImmutableState(("other", 0)).With(name, 1).With(name, 2);
        Assert.Equal(2, state.Get<int>(name));
        Assert.Equal(2, state.Count);
        Assert.Equal(1, state.Without(name).Count);
    }

    [Fact]
    public void With_HalfASurrogatePair_IsRefused() => Assert.Equal(
        ErrorCode.MalformedPath,
        Assert.Throws<HoldfastArgumentException>(() => new ImmutableState().With("\ud800", 1)).Code);

    [Fact]
    public void With_TooDeep_IsRefused()
    {
        Value deep = Value.Parse(new string('[', 512) + new string(']', 512));
        Assert.Equal(
            ErrorCode.TooDeep,
            Assert.Throws<HoldfastArgumentException>(() => new ImmutableState().With("a", deep)).Code);
    }

    [Fact]
    public void Changes_AtRandom_AreThoseOfAList() => Property.Holds(
        seed =>
        {
            Random random = new(seed);
            List<KeyValuePair<string, Value>> model = [];
            ImmutableState state = new();
            for (int step = 0; step < 60; step++)
            {
                string name = "field" + random.Next(20);
                int at = model.FindIndex(field => field.Key == name);
                if (random.Next(4) == 0)
                {
                    state = state.Without(name);
                    if (at >= 0) model.RemoveAt(at);
                }
                else
                {
                    KeyValuePair<string, Value> field = new(name, random.Next(2) == 0 ? step : Value.FromItems(step));
                    state = state.With(name, field.Value);
                    if (at >= 0) model[at] = field;
                    else model.Add(field);
                }
            }

            return state.Generation == 60 && state.Count == model.Count
                && state.Fields.SequenceEqual(model) && state.ToString() == Value.FromMembers(model).ToString();
        },
        tests: 100);

    private sealed record Order(string Name, int Count, string[] Tags);

    private sealed record Holder(ImmutableState State);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
