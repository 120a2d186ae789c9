using System.Globalization;
using Holdfast.Configuration;
using Holdfast.Errors;
using Holdfast.Replicas;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Configuration;

public sealed class FolderConfigTests : StateConfigTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestFolder _folder = new();

    protected override Store OpenStore() => Store.Open(_folder.Store);

    protected override void CleanUp()
    {
        base.CleanUp();
        _folder.Dispose();
    }

    [Fact]
    public void Store_OpenedAgain_HasVersionsHistoryAndAudit()
    {
        string folder = Path.Combine(_folder.Root, "again");
        using (Store first = Store.Open(folder))
        {
            Config config = first.GetState("app").GetConfigurations().Register("web", Initial);
            for (int count = 1; count <= 20; count++)
                config.Set("timeout", count, new() { Author = $"author {count}", Reason = $"reason {count}" });
        }

        using Store second = Store.Open(folder);
        Config again = second.GetState("app").GetConfigurations()["web"];
        Assert.Equal(("author 20", 20L), (again.Current.Author, again.Version));
        Assert.Equal(("reason 7", 7), (again.At(7).Reason, again.At(7).Get<int>("timeout")));
        Assert.Equal(21, again.Set("timeout", 21).Version);
        Assert.Equal(22, again.GetHistory().Count);
        Assert.Equal(Initial, again.Reset()!.Values);
    }

    [Fact]
    public void History_OfANamespaceWithConfigurations_IsKeptWhole()
    {
        string folder = Path.Combine(_folder.Root, "whole");
        using Store store = Store.Open(folder, new() { Retention = new() { Bytes = 0 } });
        State state = store.GetState("app");
        Config config = state.GetConfigurations("/config").Register("web", Initial);
        Fill(state);
        store.Compact();
        Assert.Equal(1, state.OldestRevision.Number);
        Assert.Equal(Initial, config.At(0).Values);
    }

    // The number was looked for in the history that was left, and given a second time.
    [Fact]
    public void Version_RolledBackThenTrimmed_IsNotGivenAgain()
    {
        using Store store = Store.Open(Path.Combine(_folder.Root, "again"));
        store.SetRetention("app", new() { Bytes = 0 });
        State state = store.GetState("app");
        Config config = state.GetConfigurations("/config").Register("web", Initial);
        config.Set("x", 1);
        Revision early = state.Revision;
        for (int version = 2; version <= 7; version++) config.Set("x", version);
        state.Rollback(early);
        Assert.Equal(1, config.Version);
        Fill(state);
        store.Compact();
        Assert.True(state.OldestRevision.Number > early.Number + 8, "Nothing was trimmed: this tests nothing.");
        long next = config.Set("x", 8).Version;
        Assert.InRange(next, 8, state.Revision.Number);
        Assert.Equal(next + 1, config.Set("x", 9).Version);
        Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => config.At(2)));
    }

    /// <remarks>Its number runs ahead of the revisions, which are all that tells what was given once.</remarks>
    [Fact]
    public void Register_VersionMadeElsewhereRolledBackAndTrimmed_IsNotGivenAgain()
    {
        string folder = Path.Combine(_folder.Root, "ahead");
        using Store store = Store.Open(folder);
        store.SetRetention("app", new() { Bytes = 0 });
        State state = store.GetState("app");
        Config config = state.GetConfigurations("/config").Register(
            new VersionedConfig(100_000, Initial) { Name = "web", Author = "ann" });
        Revision early = state.Revision;
        for (int version = 1; version <= 7; version++) config.Set("x", version);
        Assert.Equal(100_007, config.Version);
        state.Rollback(early);
        Assert.Equal((100_000, "ann"), (config.Version, config.Current.Author));
        Fill(state);
        store.Compact();
        Assert.True(state.OldestRevision.Number > early.Number + 8, "Nothing was trimmed: this tests nothing.");
        Assert.InRange(config.Set("x", 8).Version, 100_008, 100_000 + state.Revision.Number);
    }

    // By how much it had run ahead was kept in the configuration, which the rollback brought back without that.
    [Fact]
    public void Register_VersionMadeElsewhereAndRolledBackBehindIt_IsNotGivenAgain()
    {
        string folder = Path.Combine(_folder.Root, "behind");
        using Store store = Store.Open(folder);
        store.SetRetention("app", new() { Bytes = 0 });
        State state = store.GetState("app");
        ConfigManager configs = state.GetConfigurations("/config");
        Config config = configs.Register("web", Initial);
        Revision early = state.Revision;
        configs.Unregister("web");
        configs.Register(new VersionedConfig(100_000, Initial) { Name = "web" });
        Assert.Equal(100_001, config.Set("x", 1).Version);
        state.Rollback(early);
        Assert.Equal(0, config.Version);
        Fill(state);
        store.Compact();
        Assert.True(state.OldestRevision.Number > early.Number + 8, "Nothing was trimmed: this tests nothing.");
        Assert.InRange(config.Set("x", 8).Version, 100_002, 100_000 + state.Revision.Number);
    }

    // What the numbers rest on was kept for the machine's next 100 ms, and without end waited for.
    [Fact]
    public void Register_VersionMadeElsewhere_ItsNoteHasTheDurabilityAndTimeOfTheChange()
    {
        using Store store = Store.Open(Path.Combine(_folder.Root, "noted"));
        ConfigManager configs = store.GetState("app").GetConfigurations("/config");
        configs.Register(
            new VersionedConfig(100_000, Initial) { Name = "web" }, new() { Durability = Durability.Disk });
        State notes = store.GetReserved(AheadNotes.Namespace);
        Assert.Equal(1, notes.Revision.Number);
        Assert.Equal(notes.Revision, notes.DurableRevision);

        TurnHold turn = notes.Make().Committer.Turn.Take(Patience, Patience, TestContext.Current.CancellationToken);
        Assert.Throws<HoldfastTimeoutException>(() => configs.Register(
            new VersionedConfig(200_000, Initial) { Name = "other" },
            new() { Timeout = TimeSpan.FromMilliseconds(50) }));
        turn.Release();
        Assert.Null(configs.Find("other"));
    }

    // Nothing was left that said that there had been one.
    [Fact]
    public void Register_RolledBackBehindItsFirstVersionAndTrimmed_GivesNoNumberAgain()
    {
        using Store store = Store.Open(Path.Combine(_folder.Root, "before"));
        store.SetRetention("app", new() { Bytes = 0 });
        State state = store.GetState("app");
        state["/x"] = 1;
        Revision early = state.Revision;
        Config config = state.GetConfigurations("/config").Register("web", Initial);
        for (int version = 1; version <= 7; version++) config.Set("x", version);
        state.Rollback(early);
        Fill(state);
        store.Compact();
        Assert.True(state.OldestRevision.Number > early.Number + 8, "Nothing was trimmed: this tests nothing.");
        long next = state.GetConfigurations("/config").Register("web", Initial).Version;
        Assert.InRange(next, 8, state.Revision.Number);
        Assert.Equal(next + 1, config.Set("x", 9).Version);
    }

    [Fact]
    public void Version_Trimmed_IsACodedErrorAndTheCurrentOneIsRead()
    {
        string folder = Path.Combine(_folder.Root, "trimmed");
        using Store store = Store.Open(folder);
        store.SetRetention("app", new() { Bytes = 0 });
        State state = store.GetState("app");
        Config config = state.GetConfigurations("/config").Register("web", Initial);
        config.Set("timeout", 1);
        Fill(state);
        store.Compact();
        Assert.True(state.OldestRevision.Number > 2, "Nothing was trimmed, so that this test tests nothing.");
        foreach (Config each in (Config[])[config, state.GetConfigurations("/config")["web"]])
        {
            Assert.Equal((1, 1L), (each.Get<int>("timeout"), each.Version));
            Assert.Equal(1, each.At(1).Get<int>("timeout"));
            Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => each.At(0)));
            Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => each.GetHistory()));
            Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => each.Rollback(0)));
            Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => each.Reset()));
        }

        Config fresh = state.GetConfigurations("/config")["web"];
        Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => _ = fresh.Current.Author));
        long next = fresh.Set("timeout", 2).Version;
        Assert.InRange(next, state.OldestRevision.Number - 1, state.Revision.Number);
        Assert.Equal("/timeout: 1 -> 2", Assert.Single(Assert.Single(fresh.GetHistory(next)).Changes).ToString());
    }

    [Fact]
    public void Process_KilledWhileItChanges_LosesNoVersionThatItTold()
    {
        using ChildProcess one = new("configure", _folder.Store);
        using ChildProcess two = new("configure", _folder.Store);
        List<long> told = [];
        for (int count = 0; count < 50; count++)
        {
            told.Add(long.Parse(one.ReadLine(), CultureInfo.InvariantCulture));
            told.Add(long.Parse(two.ReadLine(), CultureInfo.InvariantCulture));
        }

        told.AddRange(one.Kill());
        told.AddRange(two.Kill());
        Config config = State.GetConfigurations("/config")["web"];
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.InRange(config.Version, told.Max(), told.Max() + 2);
        IReadOnlyList<ConfigChange> history = config.GetHistory();
        Assert.Equal(config.Version + 1, history.Count);
        Assert.All(history, change => Assert.Equal(change.Version, change.Config.Get<long>("count")));
        Assert.Contains(history, change => change.Config.ProcessId == one.Id);
        Assert.Contains(history, change => change.Config.ProcessId == two.Id);
    }

    [Fact]
    public async Task Changed_ByAnotherProcess_IsTold()
    {
        Config config = Manager.Register("web", Value.Parse("""{"count":0}"""));
        using Told told = new(config);
        using ChildProcess child = new("configure", _folder.Store);
        ConfigChangedEventArgs change = await told.NextAsync();
        Assert.Equal((0L, 1L, child.Id), (change.Old.Version, change.New.Version, change.New.ProcessId));
        child.Kill();
    }

    private static void Fill(State state)
    {
        string filler = new('x', 1000);
        for (int number = 0; number < 2_000; number++)
            state["/filler"] = filler + number;
    }
}
