using Holdfast.Configuration;
using Holdfast.Errors;

namespace Holdfast.Tests.Configuration;

/// <summary>What configurations at a path promise beyond those in memory, on each local log.</summary>
public abstract class StateConfigTests : ConfigContract
{
    private Store? _store;

    protected Store Store => _store ??= OpenStore();

    protected State State => Store.GetState("app");

    protected override ConfigManager Open() => State.GetConfigurations("/config");

    protected abstract Store OpenStore();

    protected override void CleanUp() => _store?.Dispose();

    [Fact]
    public void Stored_Form_IsWhatThePageSays()
    {
        Manager.Register("web", Value.Parse("""{"port":80}"""));
        Manager["web"].Set("port", 81, new() { Metadata = Value.Parse("""{"ticket":7}""") });
        Assert.Equal(
            """{"version":1,"parent":{"version":0,"revision":1},"registered":0,"""
                + """ "metadata":{"ticket":7},"values":{"port":81}}""".TrimStart(),
            State.Get("/config/web").ToString());
        Manager.Clear();
        Assert.Equal("""{"version":1,"parent":{"version":1,"revision":2}}""", State.Get("/config/web").ToString());
    }

    [Fact]
    public void Change_SeveralConfigurations_IsOneCommit()
    {
        Manager.Register("web", Initial);
        Manager.Register("db", Initial);
        Revision before = State.Revision;
        Manager.Change(batch =>
        {
            batch["web"]["port"] = 1;
            batch["db"]["port"] = 1;
        });
        Assert.Equal(before.Number + 1, State.Revision.Number);
    }

    [Fact]
    public void Set_StoredVersionHasNoNextOne_SaysSo()
    {
        Manager.Register("web", Initial);
        State.Set("/config/web/version", long.MaxValue);
        Revision before = State.Revision;
        Assert.Equal(
            ErrorCode.NotAConfiguration,
            Assert.Throws<HoldfastOperationException>(() => Manager["web"].Set("port", 81)).Code);
        Assert.Equal(before, State.Revision);
    }

    [Fact]
    public void Managers_OfOnePath_SeeTheSame()
    {
        ConfigManager other = State.GetSection("/config").GetConfigurations();
        Manager.Register("web", Initial).Set("timeout", 1, new() { Author = "eve", Reason = "why" });
        Assert.Equal((1L, 1), (other["web"].Version, other["web"].Get<int>("timeout")));
        Assert.Equal(("eve", "why"), (other["web"].Current.Author, other["web"].Current.Reason));
        Assert.Equal(2, other["web"].Rollback(0).Version);
        Assert.Equal(Initial, Manager["web"].Values);
        Assert.Equal(3, Manager["web"].GetHistory().Count);
    }

    [Fact]
    public void Change_AfterARollbackOfTheNamespace_IsHigherThanAllBefore()
    {
        Config config = Manager.Register("web", Initial);
        config.Set("timeout", 1);
        Revision one = State.Revision;
        for (int count = 2; count <= 7; count++)
            config.Set("timeout", count);
        State.Rollback(one, new() { Author = "operator" });
        Assert.Equal(1, config.Version);
        Assert.Equal(Environment.UserName, config.Current.Author);
        ConfigManager fresh = State.GetConfigurations("/config");
        VersionedConfig next = fresh["web"].Set("timeout", 99);
        Assert.Equal((8L, 1L), (next.Version, next.Parent));
        Assert.Equal((8L, 1L), (fresh["web"].Current.Version, fresh["web"].Current.Parent));
        Assert.Equal(9, Manager["web"].Set("timeout", 100).Version);
        Assert.Equal([0L, 1, 2, 3, 4, 5, 6, 7, 8, 9], config.GetHistory().Select(change => change.Version));
        Assert.Equal(7, config.At(7).Get<int>("timeout"));
        Assert.Equal("/timeout: 1 -> 99", Assert.Single(config.GetHistory(8)[0].Changes).ToString());
    }

    [Fact]
    public void Change_AfterRollbacksToAndFro_IsHigherThanAllBefore()
    {
        Config config = Manager.Register("web", Initial);
        Revision zero = State.Revision;
        config.Set("timeout", 1);
        Revision one = State.Revision;
        config.Set("timeout", 2);
        State.Rollback(zero);
        State.Rollback(one);
        Assert.Equal(3, State.GetConfigurations("/config")["web"].Set("timeout", 3).Version);
        State.Rollback(zero);
        Assert.Equal(4, Manager["web"].Set("timeout", 4).Version);
    }

    [Fact]
    public void Register_AfterTheMemberWasRemoved_GoesOnWithTheNumbers()
    {
        Manager.Register("web", Initial).Set("timeout", 1);
        State.Remove("/config/web");
        Assert.Null(Manager.Find("web"));
        Assert.Equal(2, State.GetConfigurations("/config").Register("web", Initial).Version);
        Assert.Equal(1, Manager["web"].At(1).Get<int>("timeout"));
    }

    [Fact]
    public void Stored_OtherKind_IsATypeErrorOnChangeAndNothingOnFind()
    {
        State["/config/web"] = 5;
        State["/config/db"] = Value.Parse("""{"version":"x","values":{}}""");
        foreach (string name in (string[])["web", "db"])
        {
            Assert.Equal(ErrorCode.NotAConfiguration, CodeOf(() => Manager[name].Update(Initial)));
            Assert.Equal(ErrorCode.NotAConfiguration, CodeOf(() => Manager[name].Set("a", 1)));
            Assert.Equal(ErrorCode.NotAConfiguration, CodeOf(() => Manager[name].Get("a")));
            Assert.Equal(ErrorCode.NotAConfiguration, CodeOf(() => Manager.Register(name, Initial)));
            Assert.Equal(ErrorCode.NotAConfiguration, CodeOf(() => Manager[name].At(0)));
            Assert.Null(Manager.Find(name));
            Assert.Null(Manager[name].Reset());
        }

        Assert.Empty(Manager.Names);
    }

    [Fact]
    public async Task Changed_StoredOtherKind_IsIgnored()
    {
        Config config = Manager.Register("web", Initial);
        using Told told = new(config);
        State["/config/web"] = 5;
        State["/config/other"] = 5;
        State["/config"] = Value.Parse("""{"web":{"version":7,"values":{}}}""");
        config.Set("a", 1);
        ConfigChangedEventArgs change = await told.NextAsync();
        Assert.Equal((7L, 8L), (change.Old.Version, change.New.Version));
    }

    [Fact]
    public async Task Changed_RollbackOfTheNamespace_IsTold()
    {
        Config config = Manager.Register("web", Initial);
        Revision zero = State.Revision;
        config.Set("timeout", 1);
        using Told told = new(config);
        State.Rollback(zero);
        ConfigChangedEventArgs change = await told.NextAsync();
        Assert.Equal((1L, 0L, Initial), (change.Old.Version, change.New.Version, change.New.Values));
    }

    [Fact]
    public void Values_EditedByHand_AreReadAndInTheNextVersion()
    {
        Config config = Manager.Register("web", Initial);
        State["/config/web/values/timeout"] = 5;
        Assert.Equal((5, 0L), (config.Get<int>("timeout"), config.Version));
        config.Set("a", 1);
        Assert.Equal([0L, 1], config.GetHistory().Select(change => change.Version));
        Assert.Equal(5, config.At(1).Get<int>("timeout"));
    }

    [Fact]
    public void Reading_AnEmptyStore_MakesNothing()
    {
        Assert.Empty(Manager.Names);
        Assert.Null(Manager.Find("web"));
        Assert.Null(Manager["web"].Reset(ResetTarget.Empty));
        Assert.Throws<PathNotFoundException>(() => Manager["web"].Set("a", 1));
        Manager.Clear();
        Assert.DoesNotContain("app", Store.Namespaces);
    }

    [Fact]
    public void Change_InsideAnAtomicFunction_IsRefused() => Assert.Equal(
        ErrorCode.NestedAtomic, CodeOf(() => State.Atomic(_ => { Manager.Register("web", Initial); })));

    [Fact]
    public void Namespace_RemovedAndMadeAgain_BeginsAnew()
    {
        Config config = Manager.Register("web", Initial);
        config.Set("timeout", 1);
        Assert.Equal(2, config.GetHistory().Count);
        Assert.True(Store.Remove("app"));
        Assert.Null(Manager.Find("web"));
        Assert.Equal(0, Manager.Register("web", Value.EmptyObject).Version);
        Assert.Equal(Value.EmptyObject, Assert.Single(Manager["web"].GetHistory()).Config.Values);
        Assert.Equal(Value.EmptyObject, config.At(0).Values);
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.At(1)));
    }

    [Fact]
    public void Members_AddedByHand_AreKept()
    {
        Config config = Manager.Register("web", Initial);
        State["/config/web/note"] = "ask eve";
        config.Set("timeout", 1);
        Assert.Equal("ask eve", State.Get<string>("/config/web/note"));
    }

    [Fact]
    public void Change_OfOneKey_WritesNoMoreThanThat()
    {
        Config config = Manager.Register("web", Initial);
        config.Set("timeout", 1);
        Assert.Equal(
            ["/config/web/version", "/config/web/parent", "/config/web/values/timeout"],
            State.GetCommit(State.Revision).Changes.Select(change => change.Path.ToString()));
    }

    [Fact]
    public void Versions_OfSeveralConfigurations_AreKeptApart()
    {
        Manager.Register("web", Initial).Set("timeout", 1);
        Manager.Register("db", Initial);
        State["/config"] = Value.Parse(
            """{"db":{"version":4,"values":{"timeout":4}},"web":{"version":1,"values":{}}}""");
        Manager.Change(batch =>
        {
            batch["web"]["timeout"] = 2;
            batch["db"]["timeout"] = 5;
        });
        State.Remove("/config/db");
        ConfigManager fresh = State.GetConfigurations("/config");
        Assert.Equal(6, fresh.Register("db", Initial).Version);
        Assert.Equal((4, 5), (fresh["db"].At(4).Get<int>("timeout"), fresh["db"].At(5).Get<int>("timeout")));
        Assert.Equal((1, 2), (fresh["web"].At(1).Get<int>("timeout"), fresh["web"].At(2).Get<int>("timeout")));
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => fresh["web"].At(3)));
        Assert.Equal(ErrorCode.UnknownConfiguration, CodeOf(() => fresh["cache"].At(0)));
    }

    [Fact]
    public void At_AnyVersionInABusyNamespace_IsThatVersion()
    {
        const int Versions = 300;
        Config config = Manager.Register("web", Initial);
        for (int version = 1; version <= Versions; version++)
        {
            config.Set("timeout", version);
            State["/other"] = version;
        }

        Config fresh = State.GetConfigurations("/config")["web"];
        foreach (Config each in (Config[])[config, fresh, config])
        {
            Assert.All(
                Enumerable.Range(1, Versions),
                version => Assert.Equal(version, each.At(version).Get<int>("timeout")));
        }
    }

    [Fact]
    public void Author_OfAStore_IsTheDefault()
    {
        using Store named = Store.Open("memory:", new() { Author = "the service" });
        Config config = named.GetState("app").GetConfigurations().Register("web", Initial);
        string? seen = null;
        config.AddValidator(candidate =>
        {
            seen = candidate.Author;
            return [];
        });
        Assert.Equal("the service", config.Set("timeout", 1).Author);
        Assert.Equal("the service", seen);
    }

    [Fact]
    public void Json_OfTheStore_IsUsedByEveryTypedRead()
    {
        using Store web = Store.Open("memory:", new() { Json = new(System.Text.Json.JsonSerializerDefaults.Web) });
        ConfigManager manager = web.GetState("app").GetConfigurations();
        List<int> seen = [];
        manager["web"].AddValidator(candidate =>
        {
            seen.Add(candidate.Get<Limits>("").Timeout);
            return [];
        });
        Config config = manager.Register("web", Initial);
        seen.Add(config.Set("timeout", 1).Get<Limits>("").Timeout);
        seen.Add(config.Current.Get<Limits>("").Timeout);
        seen.Add(config.At(0).Get<Limits>("").Timeout);
        seen.Add(config.Get<Limits>("").Timeout);
        config.Change(draft => seen.Add(draft.Get<Limits>("").Timeout));
        Assert.Equal([30, 1, 1, 1, 30, 1, 1], seen);
    }

    public sealed record Limits(int Timeout);
}
