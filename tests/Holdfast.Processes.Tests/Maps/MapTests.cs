using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Maps;

/// <summary>What holds of maps on both backends.</summary>
public abstract partial class MapTests : IDisposable
{
    private readonly TestFolder _folder = new();

    protected MapTests(Backend backend) => Context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Backend = backend }, Workers = 2 });

    protected ProcessContext Context { get; }

    [Fact]
    public void Map_Numbers_GivesResultsInOrder()
    {
        Assert.Equal([1, 4, 9, 16], Context.Map(MapFunctions.Square, new[] { 1, 2, 3, 4 }));
        int[] many = [.. Enumerable.Range(0, 50_000)];
        Assert.Equal(many.Select(number => number * number), Context.Map((int number) => number * number, many));
    }

    [Fact]
    public void Map_NoItems_GivesNone() => Assert.Empty(Context.Map(MapFunctions.Square, Array.Empty<int>()));

    [Fact]
    public void Map_Texts_GoAsJson() =>
        Assert.Equal(["TEA", "É\"\\", ""], Context.Map(MapFunctions.Shout, new[] { "tea", "é\"\\", "" }));

    [Fact]
    public void Map_NumbersThatJsonCannotSay_ComeThrough() => Assert.Equal(
        [double.NaN, double.PositiveInfinity, -0.0],
        Context.Map((double number) => number, new[] { double.NaN, double.PositiveInfinity, -0.0 }));

    [Fact]
    public async Task Map_AsyncFunctionAndAsyncTaking_Work()
    {
        List<double> halves = [];
        await foreach (double half in Context.MapAsync<double>(
            MapFunctions.HalfAsync, new MapArguments { Items = Enumerable.Range(0, 5) })) halves.Add(half);
        Assert.Equal([0, 0.5, 1, 1.5, 2], halves);
    }

    // The result was taken for a task, which no JSON can become.
    [Fact]
    public async Task Map_AsyncFunctionAlone_GivesWhatItsTasksGive()
    {
        int[] items = [.. Enumerable.Range(0, 5)];
        double[] halves = [0, 0.5, 1, 1.5, 2];
        Assert.Equal(halves, Context.Map(MapFunctions.HalfAsync, items));
        Assert.Equal(halves, Context.Map(
            async (State state, int item) => await MapFunctions.HalfAsync(item), items));
        List<double> taken = [];
        await foreach (double half in Context.MapAsync(MapFunctions.HalfAsync, items)) taken.Add(half);
        Assert.Equal(halves, taken);
        MapTask ticket = Context.SubmitMap(MapFunctions.HalfAsync, items);
        Assert.Equal(halves, Context.Redeem<double>(ticket).Select(result => result.Value));
    }

    [Fact]
    public void Map_StateFirst_IsTheSharedState()
    {
        Assert.Equal(20, Context.Map((State state, int item) => MapFunctions.CountWith(state, item),
            Enumerable.Range(0, 20)).Count());
        Assert.Equal(20, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void Map_ArgumentsForAllAndEach_FitTheirParameters()
    {
        Assert.Equal(
            Enumerable.Range(0, 100).Select(number => (long)number * number * number),
            Context.Map<long>(
                MapFunctions.Power,
                new MapArguments { Items = Enumerable.Range(0, 100), Arguments = [3] },
                new MapOptions { Count = 2 }));
        Assert.Equal(
            [4L, 9, 36, 256],
            Context.Map<long>(
                MapFunctions.Power,
                new MapArguments { ItemArguments = [[2, 2], [3, 2], [6, 2], [2, 8]] }));
        Dictionary<string, object?>[] named =
        [
            new() { ["num"] = 10, ["exp"] = 3 }, new() { ["num"] = 5, ["exp"] = 5 }, new() { ["num"] = 5, ["exp"] = 2 },
            new() { ["num"] = 9, ["exp"] = 3 }, new() { ["num"] = 5, ["exp"] = 3 }, new() { ["num"] = 4, ["exp"] = 8 },
            new() { ["num"] = 1, ["exp"] = 4 },
        ];
        Assert.Equal(
            [1007L, 3132, 32, 736, 132, 65543, 8],
            Context.Map<long>(
                MapFunctions.Thingy, new MapArguments { NamedItemArguments = named, Arguments = [7] }));
    }

    [Fact]
    public void Map_SequencesOfDifferentLength_EndWithTheShortest() => Assert.Equal(
        [1L, 8],
        Context.Map<long>(
            MapFunctions.Power,
            new MapArguments { Items = new[] { 1, 2, 3 }, ItemArguments = [[3], [3]] }));

    [Fact]
    public void Map_NothingByItem_IsRefused() => Assert.Throws<HoldfastArgumentException>(
        () => Context.Map<long>(MapFunctions.Power, new MapArguments { Arguments = [1, 2] }));

    [Fact]
    public void Map_ParameterGivenTwice_IsRefusedByName()
    {
        HoldfastArgumentException refused = Assert.Throws<HoldfastArgumentException>(() => Context.Map<long>(
            MapFunctions.Power,
            new MapArguments
            {
                Items = new[] { 1 },
                NamedArguments = new Dictionary<string, object?> { ["exponent"] = 1 },
                NamedItemArguments = [new Dictionary<string, object?> { ["exponent"] = 2 }],
            }).ToList());
        Assert.Contains("'exponent'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_CapturingLambda_IsRefused()
    {
        int factor = 2;
        Assert.Equal(
            ErrorCode.FunctionNotPortable,
            Assert.Throws<HoldfastArgumentException>(
                () => Context.Map((int number) => number * factor, new[] { 1 })).Code);
    }

    [Fact]
    public void Map_TwoInFlight_AreBothRight()
    {
        ParallelMap<int> first = Context.Map(MapFunctions.Square, Enumerable.Range(0, 1000));
        ParallelMap<int> second = Context.Map(MapFunctions.Square, Enumerable.Range(1000, 1000));
        Assert.Equal(Enumerable.Range(1000, 1000).Select(number => number * number), second);
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => number * number), first);
    }

    [Fact]
    public async Task MapAsync_StateFirst_IsTheSharedState()
    {
        int taken = 0;
        await foreach (int item in Context.MapAsync(
            (State state, int item) => MapFunctions.CountWith(state, item), Enumerable.Range(0, 20)))
            Assert.Equal(taken++, item);
        Assert.Equal(20, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void Map_Progress_ReachesTheTotal()
    {
        List<MapProgress> told = [];
        MapOptions options = new() { Progress = new Told(told) };
        Assert.Equal(1000, Context.Map(MapFunctions.Square, Enumerable.Range(0, 1000), options).Count());
        Assert.Equal(new MapProgress(1000, 1000, 0), told[^1]);
    }

    [Fact]
    public void Map_ResultsTwice_IsRefused()
    {
        ParallelMap<int> map = Context.Map(MapFunctions.Square, new[] { 1 });
        Assert.Single(map);
        Assert.Throws<InvalidOperationException>(() => map.ToList());
    }

    // Who waits for an answer reads the messages itself, and leaves them to others afterwards.
    [Fact]
    public async Task Run_BetweenAsynchronousCallsAndMaps_EachGetsItsOwn()
    {
        ParallelMap<int> map = Context.Map<int, int>(MapFunctions.Square, Enumerable.Range(0, 20_000));
        Task[] callers = [.. Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (int call = 0; call < 200; call++)
            {
                int number = (caller * 1000) + call;
                Assert.Equal(number * number, Context.Run<int>(MapFunctions.Square, number));
                if (call % 3 == caller % 3)
                    Assert.Equal(number * number, await Context.RunAsync<int>(MapFunctions.Square, number));
            }
        }))];
        Assert.Equal(Enumerable.Range(0, 20_000).Select(number => number * number), map);
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(49, await Context.RunAsync<int>(MapFunctions.Square, 7));
    }

    [Fact]
    public async Task RunAsync_OnAWorker_GivesResultAndOriginalError()
    {
        Assert.Equal(81, await Context.RunAsync<int>(MapFunctions.Square, 9));
        Assert.Equal(8L, Context.Run<long>(MapFunctions.Power, 2, 3));
        FormatException failed = await Assert.ThrowsAsync<FormatException>(
            () => Context.RunAsync<int>(MapFunctions.FailAtTens, 10));
        Assert.Equal("no 10", failed.Message);
        Assert.Equal(2, Context.Workers.Count);
    }

    [Fact]
    public void Workers_AreKeptAndNotWaitedFor()
    {
        Assert.Equal(100, Context.Map(MapFunctions.Square, Enumerable.Range(0, 100)).Count());
        string?[] ids = [.. Context.Workers.Select(worker => worker.Id)];
        Assert.Equal(100, Context.Map(MapFunctions.Square, Enumerable.Range(0, 100)).Count());
        Assert.Equal(ids, Context.Workers.Select(worker => worker.Id));
        Assert.Empty(Context.WaitAll(TimeSpan.FromSeconds(10)));
        Assert.Single(Context.Map(MapFunctions.Square, [1], new MapOptions { Count = 1 }));
        Assert.Single(Context.Workers);
    }

    [Fact]
    public void Map_StartsWorkers_HasThemAsLongAsItRuns()
    {
        Assert.Equal(4, Context.Run<int>(MapFunctions.Square, 2));
        for (int round = 0; round < 3; round++)
        {
            List<int> seen = [];
            MapOptions options = new() { Count = 2, StartsWorkers = true };
            Assert.Equal([1, 4], Context.Map(MapFunctions.Square, Items(seen), options));
            Assert.Equal([4], seen);
            Assert.True(SpinWait.SpinUntil(() => Context.Workers.Count == 2, TimeSpan.FromSeconds(30)));
        }

        IEnumerable<int> Items(List<int> seen)
        {
            seen.Add(Context.Workers.Count);
            yield return 1;
            yield return 2;
        }
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Told(List<MapProgress> told) : IProgress<MapProgress>
    {
        public void Report(MapProgress value) => told.Add(value);
    }
}
