using Holdfast.Processes.Tests.Ending;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>Two programs that use one store, and know nothing of each other.</summary>
public sealed class TwoProgramsTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Marked _firstMark = new();
    private readonly Marked _secondMark = new();
    private readonly OtherProgram _first;
    private readonly OtherProgram _second;
    private readonly Store _store;

    public TwoProgramsTests()
    {
        _first = Start(_firstMark);
        _second = Start(_secondMark);
        _store = Store.Open(_folder.Store);
    }

    [Fact]
    public void Processes_OfEach_AreSeenByAllAndBelongToOne()
    {
        string[] ids = [_first.Ask("hold twin"), _second.Ask("hold twin"), _first.Ask("hold other")];
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(["twin", "twin", "other"], ids.Select(id => _store.FindProcess(id).Status.Name));
        Assert.All(ids, id => Assert.Equal(ProcessPhase.Running, PhaseOf(id)));
        Assert.Equal("twin other", _first.Ask("names"));
        Assert.Equal("twin", _second.Ask("names"));
    }

    [Fact]
    public void StopAll_InOne_LeavesThoseOfTheOther()
    {
        string[] ids = [_first.Ask("hold twin"), _second.Ask("hold twin")];
        Assert.Equal("1", _first.Ask("stop"));
        Assert.Equal([ProcessPhase.Ended, ProcessPhase.Running], ids.Select(PhaseOf));
        Assert.Equal("", _first.Ask("alive"));
        Assert.Equal("twin", _second.Ask("alive"));
    }

    [Fact]
    public async Task StopAsync_ByName_EndsThatOfTheOtherToo()
    {
        _first.Ask("hold theirs");
        Assert.True(await _store.FindProcess("theirs").StopAsync(token: TestContext.Current.CancellationToken));
        Assert.True(SpinWait.SpinUntil(() => _first.Ask("alive").Length == 0, Patience));
    }

    [Fact]
    public void End_OfOne_LeavesThoseOfTheOther()
    {
        string[] ids = [_first.Ask("hold twin"), _second.Ask("hold twin")];
        Assert.Equal(0, _first.End());
        Assert.Equal([ProcessPhase.Ended, ProcessPhase.Running], ids.Select(PhaseOf));
        Assert.Empty(_firstMark.Find());
        Assert.Equal("49", _second.Ask("square 7"));
        Assert.Equal("twin", _second.Ask("alive"));
    }

    [Fact]
    public void Kill_OfOne_TakesItsOwnAlongAndNoOthers()
    {
        string[] ids = [_first.Ask("hold twin"), _second.Ask("hold twin")];
        _first.Ask("run 1");
        _second.Ask("run 1");
        _first.Kill();
        Assert.Empty(_firstMark.WaitForNone(Second).Left);
        _store.WhenPhase(ids[0], ProcessPhase.Died, Patience);
        Assert.Equal(ProcessPhase.Running, PhaseOf(ids[1]));
        Assert.Equal(3, _secondMark.Find().Length);
        Assert.Equal("49", _second.Ask("run 7"));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    private OtherProgram Start(Marked mark) =>
        new(OtherProgram.ByRunner, _folder.Store, environment: mark.Environment);

    private ProcessPhase PhaseOf(string id) => _store.FindProcess(id).Status.Phase;
}
