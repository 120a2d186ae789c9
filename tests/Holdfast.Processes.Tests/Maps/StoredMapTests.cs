using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Maps;

/// <summary>A stored map each of whose pieces gets an end, whatever becomes of its maker.</summary>
public sealed class StoredMapTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly ProcessContext _context;

    public StoredMapTests()
    {
        _store = Store.Open(_folder.Store);
        _context = new ProcessContext(_store, Two);
    }

    private static ProcessContextOptions Two => new() { Workers = 2 };

    [Fact]
    public void Redeem_ItemThatKillsEachWorker_IsTheFailureOfItsPieceAlone()
    {
        MapTask task = _context.SubmitMap(MapFunctions.AlwaysDie, Enumerable.Range(0, 8));
        for (int round = 0; round < 2; round++)
        {
            List<MapResult<int>> results = [.. _context.Redeem<int>(task, Patience)];
            Assert.Equal(Enumerable.Range(0, 8).Select(index => (long)index), results.Select(result => result.Index));
            MapResult<int> failed = Assert.Single(results, result => result.Failure is not null);
            Assert.Equal(3, failed.Index);
            Assert.Equal(
                ErrorCode.ProcessFailed, Assert.IsAssignableFrom<IHoldfastError>(failed.Failure!.InnerException).Code);
        }
    }

    [Fact]
    public void Redeem_MakersContextDisposedOf_ComputesTheRest()
    {
        MapTask task;
        using (ProcessContext maker = new(_store, Two))
            task = maker.SubmitMap(MapFunctions.Slow, Enumerable.Range(0, 2000));
        Assert.Equal(Enumerable.Range(0, 2000), _context.Redeem<int>(task, Patience).Select(result => result.Value));
    }

    [Fact]
    public void Redeem_MakersContextDisposedOfWithItsStore_ComputesTheRest()
    {
        MapTask task;
        using (ProcessContext maker = new(_folder.Store, Two))
            task = maker.SubmitMap(MapFunctions.Slow, Enumerable.Range(0, 2000));
        Assert.Equal(Enumerable.Range(0, 2000), _context.Redeem<int>(task, Patience).Select(result => result.Value));
    }

    [Fact]
    public void Redeem_CallsOfAMakerThatHasGone_AreComputedWithTheirArgumentsEachTime()
    {
        MapTask task;
        using (ProcessContext maker = new(_folder.Store, Two))
        {
            task = maker.SubmitMap<int>(
                MapFunctions.SlowSum,
                new MapArguments
                {
                    Items = Enumerable.Range(0, 1000),
                    NamedArguments = new Dictionary<string, object?> { ["more"] = 7 },
                });
        }

        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(
                Enumerable.Range(7, 1000), _context.Redeem<int>(task, Patience).Select(result => result.Value));
        }
    }

    [Fact]
    public void Redeem_OwnWorkersThatAnswerNothing_TimesOut()
    {
        MapTask task;
        using (ProcessContext maker = new(_store, Two))
            task = maker.SubmitMap(MapFunctions.Slow, Enumerable.Range(0, 2000));
        Assert.Equal(4, _context.Run<int>(MapFunctions.Square, 2));
        foreach (ChildProcess worker in _context.Workers) worker.Signal((PosixSignal)19);
        HoldfastTimeoutException late = Assert.Throws<HoldfastTimeoutException>(
            () => _context.Redeem<int>(task, TimeSpan.FromMilliseconds(200)).Count());
        Assert.Equal(ErrorCode.TimedOut, late.Code);
        foreach (ChildProcess worker in _context.Workers) worker.Signal((PosixSignal)18);
        Assert.Equal(2000, _context.Redeem<int>(task, Patience).Count());
    }

    public void Dispose()
    {
        _context.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }
}
