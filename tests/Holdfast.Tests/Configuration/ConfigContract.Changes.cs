using System.Collections.Concurrent;
using Holdfast.Configuration;
using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Tests.Configuration;

/// <content>Changes of several configurations, validation, listeners.</content>
public abstract partial class ConfigContract
{
    [Fact]
    public void Change_SeveralConfigurations_IsOneStepForAll()
    {
        Manager.Register("web", Initial);
        Manager.Register("db", Initial);
        IReadOnlyList<VersionedConfig> made = Manager.Change(
            batch =>
            {
                batch["web"]["port"] = 81;
                batch["web"].Remove("timeout");
                batch["db"]["port"] = batch["web"].Get<int>("port") + 1;
                batch.Register("new", Value.EmptyObject)["a"] = 1;
                Assert.Equal(2, batch.Names.Count);
                Assert.False(batch["none"].IsRegistered);
            },
            new() { Reason = "move" });
        Assert.Equal(
            ["web 1 81", "db 1 82", "new 0 "],
            made.Select(now => $"{now.Name} {now.Version} {now.GetOrDefault<int?>("port")}"));
        Assert.All(made, now => Assert.Equal("move", now.Reason));
        Assert.Equal(made[1], Manager.Find("db"));
        Assert.False(Manager["web"].Exists("timeout"));
    }

    [Fact]
    public void Change_ThatThrows_ChangesNothing()
    {
        Manager.Register("web", Initial);
        Assert.Throws<DivideByZeroException>(() => Manager.Change((Action<ConfigBatch>)(batch =>
        {
            batch["web"]["port"] = 1;
            throw new DivideByZeroException();
        })));
        Assert.Throws<PathNotFoundException>(() => Manager.Change(batch =>
        {
            batch["web"]["port"] = 1;
            batch["missing"]["port"] = 1;
        }));
        Assert.Equal(0, Manager["web"].Version);
    }

    [Fact]
    public void Change_WithoutAChange_IsNoVersion()
    {
        Config config = Manager.Register("web", Initial);
        Assert.Null(config.Change(draft => Assert.Equal(30, draft.Get<int>("timeout"))));
        Assert.Equal(0, config.Version);
    }

    [Fact]
    public void Change_InsideAnother_IsRefused()
    {
        Config config = Manager.Register("web", Initial);
        Assert.Equal(ErrorCode.NestedAtomic, CodeOf(() => config.Change(_ => config.Set("a", 1))));
        Assert.Equal(1, config.Set("a", 1).Version);
    }

    [Fact]
    public async Task ChangeAsync_Configuration_GivesTheVersion()
    {
        Config config = Manager.Register("web", Initial);
        VersionedConfig? made = await config.ChangeAsync(draft => draft["timeout"] = 5, token: Token);
        Assert.Equal((1L, 5), (made!.Version, config.Get<int>("timeout")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            config.ChangeAsync(draft => draft["timeout"] = 6, token: new CancellationToken(canceled: true)));
        Assert.Equal(1, config.Version);
    }

    [Fact]
    public void Validator_ThatThrowsASentence_MakesOneOfTheError()
    {
        Config config = Manager.Register("web", Initial);
        config.AddValidator(_ => throw new FormatException("The port is no number."));
        Assert.Equal(
            "The change is not valid: web: The port is no number. Mend it; nothing was changed.",
            Assert.Throws<InvalidConfigurationException>(() => config.Set("port", "x")).Message);
    }

    [Fact]
    public void Validator_ThatFindsProblems_RefusesTheChange()
    {
        Config config = Manager.Register("web", Initial);
        config.AddValidator(candidate => candidate.Get<int>("timeout") > 0 ? [] : ["timeout must be above 0"]);
        config.AddValidator(candidate =>
            candidate.Exists("log_level") ? [] : throw new InvalidDataException("no level"));
        var refused = Assert.Throws<InvalidConfigurationException>(
            () => config.Replace(Value.Parse("""{"timeout":0}""")));
        Assert.Equal(["web: timeout must be above 0", "web: no level"], refused.Problems);
        Assert.Equal(ErrorCode.InvalidConfiguration, refused.Code);
        Assert.IsType<InvalidDataException>(refused.InnerException);
        Assert.Equal((0L, 1), (config.Version, config.GetHistory().Count));
        Assert.Equal(1, config.Set("timeout", 1).Version);
    }

    [Fact]
    public void Validator_OfOneOfSeveral_RefusesAll()
    {
        Manager.Register("web", Initial);
        Manager.Register("db", Initial);
        ConfigValidator validator = candidate =>
            candidate.Exists("port") ? [] : [$"version {candidate.Version} has no port"];
        Manager["db"].AddValidator(validator);
        var refused = Assert.Throws<InvalidConfigurationException>(() => Manager.Change(batch =>
        {
            batch["web"]["port"] = 1;
            batch["db"]["timeout"] = 1;
        }));
        Assert.Equal("db: version 1 has no port", Assert.Single(refused.Problems));
        Assert.Equal(0, Manager["web"].Version);
        Manager["db"].RemoveValidator(validator);
        Manager["db"]["timeout"] = 1;
        Assert.Equal(1, Manager["db"].Version);
    }

    // It gave three pieces of advice in one sentence.
    [Fact]
    public void Validator_ReadsANumberThatIsText_SaysWhatIsThereAndOneAdvice()
    {
        Config config = Manager.Register("web", Initial);
        config.AddValidator(static candidate => candidate.Get<int>("timeout") < 0 ? ["too small"] : []);
        var refused = Assert.Throws<InvalidConfigurationException>(() => config.Set("timeout", "x"));
        Assert.EndsWith(
            """The value is "x", not a whole number. Mend it; nothing was changed.""",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Validator_AddedEarly_GuardsRegistrationAndRollback()
    {
        Config config = Manager["web"];
        bool isStrict = false;
        config.AddValidator(candidate => isStrict && candidate.Get<int>("timeout") == 30 ? ["30 is forbidden"] : []);
        Manager.Register("web", Initial);
        config.Set("timeout", 1);
        isStrict = true;
        Assert.Throws<InvalidConfigurationException>(() => config.Rollback(0));
        Assert.Throws<InvalidConfigurationException>(() => config.Reset());
        Assert.Equal(1, config.Version);
    }

    [Fact]
    public async Task Changed_OneChange_IsToldOnce()
    {
        Config config = Manager.Register("web", Initial);
        using Told told = new(config);
        config.Set("timeout", 1);
        ConfigChangedEventArgs first = await told.NextAsync();
        Assert.Equal((0L, 1L), (first.Old.Version, first.New.Version));
        Assert.Equal((30, 1), (first.Old.Get<int>("timeout"), first.New.Get<int>("timeout")));
        config.Set("timeout", 2);
        Assert.Equal(2, (await told.NextAsync()).New.Version);
    }

    [Fact]
    public async Task Changed_Removed_IsToldNoMore()
    {
        Config config = Manager.Register("web", Initial);
        Told removed = new(config);
        using Told kept = new(config);
        removed.Dispose();
        removed.Dispose();
        config.Set("timeout", 1);
        await kept.NextAsync();
        Assert.Equal(0, removed.Count);
        config.Changed -= (_, _) => Assert.Fail("It was never added.");
    }

    [Fact]
    public async Task Changed_AddedBeforeRegistration_StaysAndHearsChanges()
    {
        using Told told = new(Manager["web"]);
        Manager.Register("web", Initial);
        Manager["web"].Set("timeout", 1);
        Assert.Equal((0L, 1L), ((await told.NextAsync()).Old.Version, Manager["web"].Version));
        Manager.Clear();
        Manager.Register("web", Initial);
        Manager["web"].Set("timeout", 3);
        Assert.Equal(3, (await told.NextAsync()).New.Get<int>("timeout"));
    }

    [Fact]
    public async Task Changed_ListenerThatThrows_IsReportedAndTheOthersAreCalled()
    {
        Config config = Manager.Register("web", Initial);
        TaskCompletionSource<Exception> reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<CallbackFailedEventArgs> collect = (source, report) =>
        {
            if (ReferenceEquals(source, Manager)) reported.TrySetResult(report.Failure);
        };
        CallbackFailures.Failed += collect;
        config.Changed += (_, _) => throw new InvalidDataException("a listener's");
        using Told told = new(config);
        Assert.Equal(1, config.Set("timeout", 1).Version);
        await told.NextAsync();
        Assert.Equal("a listener's", (await reported.Task.WaitAsync(Token)).Message);
        CallbackFailures.Failed -= collect;
    }

    [Fact]
    public async Task Changed_SeveralInOneStep_AreToldTogether()
    {
        Manager.Register("web", Initial);
        Manager.Register("db", Initial);
        ConcurrentQueue<string> all = [];
        Manager.Changed += (_, told) => all.Enqueue(told.New.Name);
        using Told db = new(Manager["db"]);
        Manager.Change(batch =>
        {
            batch["web"]["port"] = 1;
            batch["db"]["port"] = 1;
        });
        ConfigChangedEventArgs told = await db.NextAsync();
        Assert.Equal(["db", "web"], told.Together.Select(config => config.Name).Order());
        Assert.All(told.Together, config => Assert.Equal(1, config.Get<int>("port")));
        Manager["db"]["port"] = 2;
        await db.NextAsync();
        Assert.Contains("web", all);
    }

    [Fact]
    public async Task Changed_ListenerThatChanges_IsHeardInOrder()
    {
        Config config = Manager.Register("web", Initial);
        config.Changed += (_, told) =>
        {
            if (told.New.Get<int>("timeout") < 5) config.Set("timeout", told.New.Get<int>("timeout") + 1);
        };
        using Told told = new(config);
        config.Set("timeout", 1);
        for (int count = 1; count <= 5; count++)
        {
            VersionedConfig now = (await told.NextAsync()).New;
            Assert.Equal((count, (long)count), (now.Get<int>("timeout"), now.Version));
        }
    }

    [Fact]
    public async Task Change_ManyThreads_LoseNothingAndAreToldInOrder()
    {
        const int Threads = 4, Each = 50;
        Config config = Manager.Register("web", Value.Parse("""{"count":0}"""));
        using Told told = new(config);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (int count = 0; count < Each; count++)
                config.Change(draft => draft["count"] = draft.Get<int>("count") + 1);
        })));
        Assert.Equal((Threads * Each, (long)(Threads * Each)), (config.Get<int>("count"), config.Version));
        IReadOnlyList<ConfigChange> history = config.GetHistory();
        for (int version = 0; version <= Threads * Each; version++)
        {
            Assert.Equal(version, history[version].Version);
            Assert.Equal(version, history[version].Config.Get<int>("count"));
        }

        for (int version = 1; version <= Threads * Each; version++)
            Assert.Equal(version, (await told.NextAsync()).New.Version);
    }
}
