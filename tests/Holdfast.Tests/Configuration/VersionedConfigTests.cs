using System.Reflection;
using System.Runtime.CompilerServices;
using Holdfast.Configuration;
using Holdfast.Errors;

namespace Holdfast.Tests.Configuration;

public sealed class VersionedConfigTests
{
    private static readonly Value Values = Value.Parse("""{"a":1,"cache":{"ttl":300}}""");

    [Fact]
    public void New_WithValuesAndName_KeepsThem()
    {
        VersionedConfig config = new(Values) { Name = "web" };
        Assert.Equal(("web", 0L, Values), (config.Name, config.Version, config.Values));
        Assert.Null(config.Parent);
        Assert.Equal(Value.EmptyObject, new VersionedConfig().Values);
    }

    [Fact]
    public void New_VersionValuesMetadata_AreReadable()
    {
        VersionedConfig config = new(2, Values, Value.Parse("""{"author":"admin","reason":"Production migration"}"""));
        Assert.Equal(2, config.Version);
        Assert.Equal("Production migration", config.Metadata["reason"].As<string>());
        Assert.Equal(1, config["a"].As<int>());
    }

    [Fact]
    public void New_ValuesThatAreNoObject_AreRefused()
    {
        var refused = Assert.Throws<HoldfastArgumentException>(() => new VersionedConfig(Value.EmptyArray));
        Assert.Equal(ErrorCode.RootNotObject, refused.Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VersionedConfig(-1, Values));
    }

    [Fact]
    public void New_WithoutAuthor_IsOfTheUserAndProcessNow()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        VersionedConfig config = new(Values);
        Assert.Equal((Environment.UserName, Environment.ProcessId), (config.Author, config.ProcessId));
        Assert.InRange(config.Time, before, DateTimeOffset.UtcNow);
        Assert.Null(config.Reason);
    }

    [Fact]
    public void Init_AuthorReasonTime_AreKept()
    {
        VersionedConfig config = new(Values) { Author = "eve", Reason = "why", Time = DateTimeOffset.UnixEpoch };
        Assert.Equal(("eve", "why", DateTimeOffset.UnixEpoch), (config.Author, config.Reason, config.Time));
    }

    [Fact]
    public void Get_ExistingKey_GivesItsValue()
    {
        VersionedConfig config = new(Values);
        Assert.Equal(1, config.Get<int>("a"));
        Assert.Equal(300, config.Get<int>("/cache/ttl"));
        Assert.Equal(new Cache(300), config.Get<Cache>("/cache"));
    }

    [Fact]
    public void Get_MissingKey_IsToldOrGivesTheDefault()
    {
        VersionedConfig config = new(Values);
        Assert.False(config.TryGet("b", out _));
        Assert.Equal(7, config.GetOrDefault("b", 7));
        Assert.Throws<PathNotFoundException>(() => config["b"]);
    }

    [Fact]
    public void Set_ExistingKey_GivesTheNextVersion()
    {
        VersionedConfig config = new(Values);
        VersionedConfig next = config.Set("a", 2);
        Assert.Equal((2, 1L, 0L), (next.Get<int>("a"), next.Version, next.Parent));
        Assert.Equal((1, 0L), (config.Get<int>("a"), config.Version));
        Assert.Equal(5, config.Set("/cache/size/max", 5).Get<int>("/cache/size/max"));
    }

    [Fact]
    public void Set_ThroughANumber_IsRefused()
    {
        var refused = Assert.Throws<HoldfastOperationException>(() => new VersionedConfig(Values).Set("/a/b", 1));
        Assert.Equal(ErrorCode.ThroughScalar, refused.Code);
    }

    [Fact]
    public void Update_TwoKeys_GivesAllThree()
    {
        VersionedConfig next = new VersionedConfig(Value.Parse("""{"a":1}""")).Update(Value.Parse("""{"b":2,"c":3}"""));
        Assert.Equal(Value.Parse("""{"a":1,"b":2,"c":3}"""), next.Values);
        Assert.Equal((1L, 0L), (next.Version, next.Parent));
    }

    [Fact]
    public void Update_NamesAndPaths_AreToldApart()
    {
        VersionedConfig config = new(Values);
        Assert.Equal(9, config.Update(Value.Parse("""{"/cache/ttl":9}""")).Values["/cache/ttl"].As<int>());
        VersionedConfig both = config.Update([new("/cache/ttl", 9), new("a", 2)]);
        Assert.Equal(Value.Parse("""{"a":2,"cache":{"ttl":9}}"""), both.Values);
    }

    [Fact]
    public void Remove_ExistingKey_IsGone()
    {
        VersionedConfig next = new VersionedConfig(Values).Remove("a");
        Assert.False(next.Exists("a"));
        Assert.Equal(1, next.Version);
    }

    [Fact]
    public void Remove_MissingKey_IsANewVersionWithTheSameValues()
    {
        VersionedConfig next = new VersionedConfig(Values).Remove("b");
        Assert.Equal((Values, 1L), (next.Values, next.Version));
    }

    [Fact]
    public void Merge_TwoVersions_OthersWinAndTheParentIsTheGreater()
    {
        VersionedConfig other = new(10, Value.Parse("""{"a":9}"""));
        VersionedConfig merged = new VersionedConfig(5, Values).Merge(other);
        Assert.Equal((10L, 6L), (merged.Parent, merged.Version));
        Assert.Equal(Value.Parse("""{"a":9,"cache":{"ttl":300}}"""), merged.Values);
    }

    [Fact]
    public void Replace_Values_GivesTheNextVersion()
    {
        VersionedConfig next = new VersionedConfig(Values).Replace(Value.EmptyObject);
        Assert.Equal((Value.EmptyObject, 1L), (next.Values, next.Version));
    }

    [Fact]
    public void Properties_All_CannotBeAssignedAfterwards() => Assert.All(
        typeof(VersionedConfig).GetProperties().Where(property => property.SetMethod is not null),
        property => Assert.Contains(
            typeof(IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));

    [Fact]
    public void Get_NestedObject_IsTheCallersOwn()
    {
        VersionedConfig config = new(Value.Parse("""{"features":["auth"]}"""));
        config.Get<List<string>>("features").Add("api");
        config.Get<Dictionary<string, List<string>>>("")["features"].Clear();
        Assert.Equal("""{"features":["auth"]}""", config.Values.ToString());
    }

    [Fact]
    public void CompareTo_AnotherVersion_GivesBothAndWhatDiffers()
    {
        VersionedConfig first = new(Values);
        VersionedConfig second = first.Update(Value.Parse("""{"a":2,"b":3}"""));
        ConfigComparison comparison = first.CompareTo(second);
        Assert.Same(first, comparison.From);
        Assert.Same(second, comparison.To);
        Assert.Equal(second.Values, comparison.Patch.Apply(first.Values));
        Assert.False(comparison.AreSame);
        Assert.True(second.CompareTo(second.Remove("x")).AreSame);
    }

    [Fact]
    public void Equals_SameContent_IsEqual()
    {
        VersionedConfig config = new(1, Values);
        Assert.Equal(config, new VersionedConfig(1, Value.Parse(Values.ToString())));
        Assert.NotEqual(config, new VersionedConfig(2, Values));
        Assert.Equal(config.GetHashCode(), new VersionedConfig(1, Values).GetHashCode());
    }

    [Fact]
    public void Set_Options_SayWhoWhyAndMore()
    {
        Value metadata = Value.Parse("""{"ticket":7}""");
        ConfigChangeOptions options = new() { Author = "eve", Reason = "why", Metadata = metadata };
        VersionedConfig next = new VersionedConfig(Values).Set("a", 2, options);
        Assert.Equal(("eve", "why", 7), (next.Author, next.Reason, next.Metadata["ticket"].As<int>()));
    }

    public sealed record Cache([property: System.Text.Json.Serialization.JsonPropertyName("ttl")] int Ttl);
}
