namespace Holdfast.Processes.Tests.Maps;

/// <summary>A map that ends early, while pieces of it still wait for a worker.</summary>
public sealed class MapEndTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public MapEndTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Backend = Backend.Thread }, Workers = 1 });

    [Fact]
    public async Task Results_StopAll_EndWithTheFailure()
    {
        ParallelMap<int> map = _context.Map(
            MapFunctions.FailAtTens, Endless(), new MapOptions { Errors = MapErrors.StopAll });
        List<MapResult<int>> results = await WithinPatience(() => map.Results.ToList());
        Assert.Equal(Enumerable.Range(0, 10).Select(index => (long)index), results.Select(result => result.Index));
        Assert.Equal([9L], results.Where(result => result.Failure is not null).Select(result => result.Index));
    }

    [Fact]
    public async Task MoveNext_BehindTheFailureOfStopAll_IsFalse()
    {
        using IEnumerator<int> values = _context.Map(
            MapFunctions.FailAtTens, Endless(), new MapOptions { Errors = MapErrors.StopAll }).GetEnumerator();
        await WithinPatience(() => Assert.Throws<MapItemException>(() =>
        {
            while (values.MoveNext()) { }
        }));
        Assert.False(await WithinPatience(values.MoveNext));
        Assert.False(await WithinPatience(values.MoveNext));
    }

    [Fact]
    public async Task Results_TokenCancelled_Throw()
    {
        using CancellationTokenSource source = new();
        ParallelMap<int> map = _context.Map(
            MapFunctions.Square, Endless(), new MapOptions { Token = source.Token });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WithinPatience(() =>
        {
            foreach (MapResult<int> result in map.Results)
            {
                if (result.Index == 5) source.Cancel();
            }

            return 0;
        }));
    }

    [Fact]
    public async Task Results_MapDisposedOfMeanwhile_Throw()
    {
        ParallelMap<int> map = _context.Map(MapFunctions.Square, Endless());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WithinPatience(() =>
        {
            foreach (MapResult<int> result in map.Results)
            {
                if (result.Index == 5) map.Dispose();
            }

            return 0;
        }));
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<int> Endless() => Enumerable.Range(1, int.MaxValue - 1);

    private static Task<T> WithinPatience<T>(Func<T> action) =>
        Task.Run(action).WaitAsync(Patience, TestContext.Current.CancellationToken);
}
