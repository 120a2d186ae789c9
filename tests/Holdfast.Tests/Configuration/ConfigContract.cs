using Holdfast.Configuration;
using Holdfast.Errors;

namespace Holdfast.Tests.Configuration;

/// <summary>What a manager of configurations promises, wherever they are kept.</summary>
public abstract partial class ConfigContract : IDisposable
{
    private ConfigManager? _manager;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static Value Initial { get; } =
        Value.Parse("""{"log_level":"INFO","timeout":30,"features":{"auth":true}}""");

    protected ConfigManager Manager => _manager ??= Open();

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract ConfigManager Open();

    protected virtual void CleanUp()
    {
    }

    [Fact]
    public void Register_Configurations_AreListed()
    {
        Manager.Register("web", Initial);
        Manager.Register(new VersionedConfig(Initial) { Name = "db" });
        Assert.Equal(["db", "web"], Manager.Names);
    }

    [Fact]
    public void Register_NameThatIsThere_IsRefused()
    {
        Manager.Register("web", Initial);
        var refused = Assert.Throws<HoldfastArgumentException>(() => Manager.Register("web", Value.EmptyObject));
        Assert.Equal(ErrorCode.DuplicateConfiguration, refused.Code);
        Assert.Equal(Initial, Manager["web"].Values);
    }

    [Fact]
    public void GetOrRegister_Twice_KeepsWhatWasChanged()
    {
        Manager.GetOrRegister("web", Initial).Set("timeout", 60);
        Assert.Equal(60, Manager.GetOrRegister("web", Initial).Get<int>("timeout"));
    }

    [Fact]
    public void Find_Existing_HasNameAndValues()
    {
        Manager.Register("web", Initial);
        VersionedConfig config = Manager.Find("web")!;
        Assert.Equal(("web", Initial, 0L), (config.Name, config.Values, config.Version));
    }

    [Fact]
    public void Find_Missing_IsNull()
    {
        Assert.Null(Manager.Find("web"));
        Assert.Null(Manager.Find("web")?.Version);
        Assert.False(Manager["web"].IsRegistered);
    }

    [Fact]
    public void Update_SeveralKeys_MergesAndIsReadLater()
    {
        Manager.Register("test", Value.Parse("""{"a":1}"""));
        VersionedConfig now = Manager["test"].Update(Value.Parse("""{"b":2,"c":3}"""));
        Assert.Equal((Value.Parse("""{"a":1,"b":2,"c":3}"""), 1L, 0L), (now.Values, now.Version, now.Parent));
        Assert.Equal(now, Manager.Find("test"));
    }

    [Fact]
    public void Update_KeysThatArePaths_ReachInside()
    {
        Config config = Manager.Register("web", Initial);
        config.Update([new("/features/metrics", true), new("name", "n"), new("/a~1b", 1)]);
        Assert.True(config.Get<bool>("/features/auth") && config.Get<bool>("/features/metrics"));
        Assert.Equal(1, config.Values["a/b"].As<int>());
    }

    [Fact]
    public void Set_OneKey_KeepsTheOthers()
    {
        Config config = Manager.Register("web", Initial);
        config["port"] = 80;
        Assert.Equal((80, 30, 1L), (config.Get<int>("port"), config.Get<int>("timeout"), config.Version));
    }

    [Fact]
    public void Change_UnknownName_IsKeyNotFound()
    {
        Config missing = Manager["missing"];
        Action[] calls =
        [
            () => missing.Set("a", 1),
            () => missing.Update(Initial),
            () => missing.Get("a"),
            () => missing.GetOrDefault("a", 1),
            () => missing.Remove("a"),
            () => _ = missing.Version,
            () => missing.GetHistory(),
            () => missing.At(0),
        ];
        Assert.All(calls, call => Assert.Equal(
            ErrorCode.UnknownConfiguration,
            Assert.IsType<IHoldfastError>(Assert.ThrowsAny<KeyNotFoundException>(call), exactMatch: false).Code));
        Assert.Empty(Manager.Names);
    }

    [Fact]
    public void Get_Key_GivesTheValueOrTheDefault()
    {
        Config config = Manager.Register("web", Initial);
        Assert.Equal(30, config.Get<int>("timeout"));
        Assert.Equal(5, config.GetOrDefault("none", 5));
        Assert.Throws<PathNotFoundException>(() => config.Get("none"));
    }

    [Fact]
    public void Get_Section_IsATypedView()
    {
        Config config = Manager.Register("web", Initial);
        Features features = config.Get<Features>("/features");
        Assert.True(features.auth);
        Assert.Equal(30, config.Get<Settings>("").timeout);
    }

    [Fact]
    public void Version_AfterChanges_CountsThem()
    {
        Config config = Manager.Register("web", Initial);
        for (int count = 0; count < 5; count++)
            config.Set("timeout", count);
        Assert.Equal(5, Manager.Find("web")!.Version);
        Assert.Equal(5, config.Version);
    }

    [Fact]
    public void Remove_Key_IsAVersionEvenWhenItWasMissing()
    {
        Config config = Manager.Register("web", Initial);
        Assert.False(config.Remove("timeout").Exists("timeout"));
        Assert.Equal(2, config.Remove("timeout").Version);
    }

    [Fact]
    public void Merge_OtherConfiguration_SetsItsMembers()
    {
        Config config = Manager.Register("web", Initial);
        config.Merge(new VersionedConfig(Value.Parse("""{"timeout":9,"more":1}""")));
        Value merged = Value.Parse("""{"log_level":"INFO","timeout":9,"features":{"auth":true},"more":1}""");
        Assert.Equal(merged, config.Values);
    }

    [Fact]
    public void Reset_AfterChanges_GivesTheRegisteredValuesOrNone()
    {
        Config config = Manager.Register("web", Initial);
        config.Set("timeout", 1);
        Assert.Equal((Initial, 2L), (config.Reset()!.Values, config.Version));
        Assert.Equal((Value.EmptyObject, 3L), (config.Reset(ResetTarget.Empty)!.Values, config.Version));
        Assert.Equal(Initial, config.Reset()!.Values);
    }

    [Fact]
    public void Reset_UnknownName_DoesNothing()
    {
        Assert.Null(Manager["missing"].Reset());
        Assert.Empty(Manager.Names);
    }

    [Fact]
    public void Clear_All_AreGoneAndNumbersGoOn()
    {
        Manager.Register("web", Initial).Set("timeout", 1);
        Manager.Register("db", Initial);
        Manager.Clear();
        Assert.Empty(Manager.Names);
        Assert.Null(Manager.Find("web"));
        Config again = Manager.Register("web", Value.EmptyObject);
        Assert.Equal(2, again.Version);
        Assert.Equal(1, again.At(1).Get<int>("timeout"));
        Assert.Equal([0L, 1, 2], again.GetHistory().Select(change => change.Version));
        again.Set("x", 1);
        Assert.Equal(Value.EmptyObject, again.Reset()!.Values);
    }

    [Fact]
    public void Unregister_OfThree_LeavesTheOthers()
    {
        Manager.Register("a", Initial);
        Manager.Register("b", Initial);
        Assert.True(Manager.Unregister("a"));
        Assert.False(Manager.Unregister("a"));
        Assert.Equal(["b"], Manager.Names);
        Assert.Throws<PathNotFoundException>(() => Manager["a"].Set("x", 1));
    }

    [Fact]
    public void FindAll_Configurations_AreOfOneMoment()
    {
        Manager.Register("b", Initial);
        Manager.Register("a", Value.EmptyObject);
        IReadOnlyDictionary<string, VersionedConfig> all = Manager.FindAll();
        Manager["b"].Set("timeout", 1);
        Assert.Equal(["a", "b"], all.Keys);
        Assert.Equal(Initial, all["b"].Values);
    }

    public sealed record Features(bool auth);

    public sealed record Settings(string log_level, int timeout);
}
