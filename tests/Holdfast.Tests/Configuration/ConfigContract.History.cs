using Holdfast.Configuration;
using Holdfast.Errors;

namespace Holdfast.Tests.Configuration;

/// <content>Versions, history and going back.</content>
public abstract partial class ConfigContract
{
    [Fact]
    public void GetHistory_EntryZero_IsTheInitialConfiguration()
    {
        Config config = Manager.Register("web", Initial);
        config.Update(Value.Parse("""{"log_level":"DEBUG","timeout":60}"""));
        IReadOnlyList<ConfigChange> history = config.GetHistory();
        Assert.Equal([0L, 1L], history.Select(change => change.Version));
        Assert.Equal(Initial, history[0].Config.Values);
        Assert.Equal(
            ["/features", "/log_level", "/timeout"],
            history[0].Changes.Select(change => change.Path.ToString()).Order());
        Assert.Equal(
            ["/log_level: \"INFO\" -> \"DEBUG\"", "/timeout: 30 -> 60"],
            history[1].Changes.Select(change => change.ToString()).Order());
    }

    [Fact]
    public void GetHistory_EachVersion_SaysWhoWhyWhenAndMore()
    {
        Config config = Manager.Register("web", Initial);
        DateTimeOffset before = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(1);
        config.Set("timeout", 1, new()
        {
            Author = "eve",
            Reason = "too slow",
            Metadata = Value.Parse("""{"ticket":[1,2]}"""),
        });
        VersionedConfig made = config.GetHistory()[1].Config;
        Assert.Equal(("eve", "too slow", Environment.ProcessId), (made.Author, made.Reason, made.ProcessId));
        Assert.Equal("""{"ticket":[1,2]}""", made.Metadata.ToString());
        Assert.InRange(made.Time, before, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(1));
        Assert.Equal((Environment.UserName, null), (config.At(0).Author, config.At(0).Reason));
        Assert.Equal(made.Author, config.Current.Author);
        config.Set("timeout", 2);
        Assert.Equal(0, config.Current.Metadata.Count);
    }

    [Fact]
    public void GetHistory_FromAVersion_BeginsThere()
    {
        Config config = Manager.Register("web", Initial);
        for (int count = 1; count <= 5; count++)
            config.Set("timeout", count);
        IReadOnlyList<ConfigChange> late = config.GetHistory(from: 4);
        Assert.Equal([4L, 5L], late.Select(change => change.Version));
        Assert.Equal("/timeout: 3 -> 4", Assert.Single(late[0].Changes).ToString());
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.GetHistory(6)));
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.GetHistory(-1)));
    }

    [Fact]
    public void At_AnyVersion_IsTheWholeConfiguration()
    {
        Config config = Manager.Register("web", Initial);
        for (int count = 1; count <= 9; count++)
            config.Set("timeout", count);
        for (int count = 1; count <= 9; count++)
        {
            VersionedConfig then = config.At(count);
            Assert.Equal((count, (long)count, count - 1L), (then.Get<int>("timeout"), then.Version, then.Parent));
        }

        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.At(10)));
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.At(-1)));
    }

    [Fact]
    public void Compare_Versions_GivesBothAndThePatch()
    {
        Config config = Manager.Register("web", Initial);
        config.Set("/features/auth", false);
        config.Remove("timeout");
        ConfigComparison comparison = config.Compare(0, 2);
        Assert.Equal((Initial, config.Values), (comparison.From.Values, comparison.To.Values));
        Assert.Equal(config.Values, comparison.Patch.Apply(Initial));
    }

    [Fact]
    public void Rollback_ByMerge_KeepsKeysAddedSince()
    {
        Config config = Manager.Register("web", Initial);
        config.Update(Value.Parse("""{"timeout":60,"added":1}"""));
        VersionedConfig back = config.Rollback(0, RollbackMode.Merge);
        Assert.Equal((30, 1, 2L), (back.Get<int>("timeout"), back.Get<int>("added"), back.Version));
        Assert.Equal(3, config.GetHistory().Count);
    }

    [Fact]
    public void Rollback_HistoryApplied_IsWhatTheDocumentationDoes()
    {
        Config config = Manager.Register("web", Initial);
        config.Update(Value.Parse("""{"timeout":60}"""));
        IReadOnlyList<ConfigChange> history = config.GetHistory();
        config.Update(history[0].Config.Values);
        Assert.Equal(30, config.Get<int>("timeout"));
        Assert.Equal(history.Count + 1, config.GetHistory().Count);
    }

    [Fact]
    public void Rollback_Exact_RemovesKeysAddedSince()
    {
        Config config = Manager.Register("web", Initial);
        config.Update(Value.Parse("""{"timeout":60,"added":{"a":1}}"""));
        VersionedConfig back = config.Rollback(0, options: new() { Reason = "worse" });
        Assert.Equal((Initial, 2L, "worse"), (back.Values, back.Version, back.Reason));
        Assert.Equal(60, config.Rollback(1).Get<int>("timeout"));
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.Rollback(99)));
        Assert.Equal(3, config.Version);
    }

    [Fact]
    public void Values_GivenOut_CannotBeMutated()
    {
        Config config = Manager.Register("web", Value.Parse("""{"list":[1],"map":{"a":{"b":1}}}"""));
        config.Get<List<int>>("list").Add(2);
        config.Get<Dictionary<string, Dictionary<string, int>>>("map")["a"]["b"] = 9;
        VersionedConfig then = config.Current;
        config.Set("/map/a/b", 5);
        Assert.Equal("""{"list":[1],"map":{"a":{"b":1}}}""", then.Values.ToString());
        Assert.Equal("""{"list":[1],"map":{"a":{"b":5}}}""", config.Values.ToString());
    }

    protected static ErrorCode CodeOf(Action call) =>
        Assert.IsType<IHoldfastError>(Assert.ThrowsAny<Exception>(call), exactMatch: false).Code;
}
