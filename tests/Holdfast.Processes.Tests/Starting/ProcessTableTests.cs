using System.Globalization;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>How long the table of processes remembers.</summary>
public sealed class ProcessTableTests : IDisposable
{
    private const int Most = 1000;

    private readonly Store _store = Store.Open("memory:");
    private readonly ProcessTable _table;

    public ProcessTableTests() => _table = new ProcessTable(_store);

    [Fact]
    public void Add_MoreThanAreKept_ForgetsTheOldestThatIsOver()
    {
        Add(Most + 3);
        Assert.Equal("4", _table.List()[0].Id);
        Assert.Equal(Most, _table.List().Count);
    }

    [Fact]
    public void Add_OneThatLivedWhenItsTurnCame_IsForgottenOnceItIsOver()
    {
        Add(1, ProcessPhase.Running);
        Add(Most + 5);
        Assert.Equal(["1", "7"], _table.List().Take(2).Select(record => record.Id));
        _table.Change("1", "ends", record => record with { Phase = ProcessPhase.Ended });
        Add(1);
        Assert.Equal("8", _table.List()[0].Id);
    }

    [Fact]
    public void Add_OneWhoseEndNobodyWroteDown_IsForgotten()
    {
        Add(1, ProcessPhase.Running, new StoreProcess(1, DateTimeOffset.UnixEpoch));
        Add(Most);
        Assert.Equal("2", _table.List()[0].Id);
    }

    [Fact]
    public void Add_ManyThatLive_KeepsThemAndForgetsEachThatEnds()
    {
        const int living = 7;
        Add(living, ProcessPhase.Running);
        Add(Most + 10);
        Assert.Equal(Most + living, _table.List().Count);
        for (int id = 1; id <= living; id++)
        {
            _table.Change(
                id.ToString(CultureInfo.InvariantCulture),
                "ends",
                record => record with { Phase = ProcessPhase.Ended });
        }

        Add(living);
        Assert.Equal(Most, _table.List().Count);
        Add(1, ProcessPhase.Running);
    }

    // Nobody looked at it any more: its turn had gone by before it came back.
    [Fact]
    public void Restore_OneWhoseTurnIsOver_IsForgottenOnceItIsOver()
    {
        Add(Most + 5);
        _table.Restore(Record(ProcessPhase.Running, _store.Self) with { Id = "2" });
        Add(3);
        Assert.NotNull(_table.Find("2"));
        _table.Change("2", "ends", record => record with { Phase = ProcessPhase.Ended });
        Add(2);
        Assert.Equal(Most, _table.List().Count);
        Assert.Null(_table.Find("2"));
    }

    [Fact]
    public void ForgetEnded_OneThatDiedUnderAMakerThatLives_Stays()
    {
        StoreProcess dead = new(1, DateTimeOffset.UnixEpoch);
        Add(1, ProcessPhase.Running);
        _table.Change("1", "runs", record => record with { Self = dead });
        Assert.Equal(ProcessPhase.Died, _store.GetProcesses()[0].Phase);
        Assert.Equal(0, _store.ForgetEndedProcesses());
        _table.Change("1", "loses its maker", record => record with { Maker = dead });
        Assert.Equal(1, _store.ForgetEndedProcesses());
    }

    // The runs of processes that were forgotten stayed for ever, and each list read them all.
    [Fact]
    public void Add_MoreThanAreKept_ForgetsTheirRunsToo()
    {
        Add(2);
        LeaveRun("1");
        LeaveRun("2");
        Add(Most - 1);
        Assert.Equal([ProcessTable.PathOf("2")], _store.GetRuns().Select(run => run.Path));
        Add(1);
        Assert.Empty(_store.GetRuns());
    }

    [Fact]
    public void ForgetEnded_OnesWithRuns_ForgetsThoseTooAndWhatWasLeftBefore()
    {
        Add(1);
        LeaveRun("1");
        LeaveRun("7");
        using RunState other = _store.GetState("default").GetRunState("/other");
        other.Run(_ => { });
        using RunState running = _table.State.GetRunState(ProcessTable.PathOf("8"));
        running.Start();
        Assert.Equal(1, _store.ForgetEndedProcesses());
        Assert.Equal(["/processes/8", "/other"], _store.GetRuns().Select(run => run.Path.ToString()));
    }

    public void Dispose() => _store.Dispose();

    private void LeaveRun(string id)
    {
        using RunState run = _table.State.GetRunState(ProcessTable.PathOf(id));
        run.Run(_ => { });
    }

    private void Add(int count, ProcessPhase phase = ProcessPhase.Ended, StoreProcess? maker = null)
    {
        for (int index = 0; index < count; index++)
        {
            _table.Add(Record(phase, maker ?? _store.Self));
        }
    }

    private static ProcessRecord Record(ProcessPhase phase, StoreProcess maker) => new()
    {
        Id = "",
        Name = "one",
        Function = "Of.One",
        Maker = maker,
        Phase = phase,
        Created = DateTimeOffset.UnixEpoch,
    };
}
