using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Maps;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Tests.Maps;

/// <summary>What holds of stored maps on both backends.</summary>
public abstract class SubmittedMapTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();

    protected SubmittedMapTests(Backend backend) => Context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Backend = backend }, Workers = 2 });

    private ProcessContext Context { get; }

    [Fact]
    public void SubmitMap_Redeemed_GivesTheResultsEachTime()
    {
        MapTask task = Context.SubmitMap(MapFunctions.Square, Enumerable.Range(0, 100));
        Assert.Equal(task, System.Text.Json.JsonSerializer.Deserialize<MapTask>(
            System.Text.Json.JsonSerializer.Serialize(task)));
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(
                Enumerable.Range(0, 100).Select(number => number * number),
                Context.Redeem<int>(task).Select(result => result.Value));
        }

        Context.Forget(task);
        Assert.Equal(
            ErrorCode.UnknownTask,
            Assert.Throws<HoldfastOperationException>(() => Context.Redeem<int>(task)).Code);
    }

    [Fact]
    public void SubmitMap_ItemsThatFail_StandInTheirPlaces()
    {
        MapTask task = Context.SubmitMap(MapFunctions.FailAtTens, Enumerable.Range(0, 25));
        List<MapResult<int>> results = [.. Context.Redeem<int>(task)];
        Assert.Equal([0L, 10, 20], results.Where(result => result.Failure is not null).Select(result => result.Index));
        Assert.IsType<FormatException>(results[10].Failure!.InnerException);
    }

    [Fact]
    public void SubmitMap_ResultThatJsonCannotSay_IsTheFailureOfItsItemAlone()
    {
        MapTask task = Context.SubmitMap(MapFunctions.Inverse, Enumerable.Range(0, 30));
        List<MapResult<double>> results = [.. Context.Redeem<double>(task, TimeSpan.FromSeconds(30))];
        Assert.Equal(Enumerable.Range(0, 30).Select(index => (long)index), results.Select(result => result.Index));
        MapResult<double> failed = Assert.Single(results, result => result.Failure is not null);
        Assert.Equal(0, failed.Index);
        Assert.Equal(
            ErrorCode.ResultNotPortable, Assert.IsAssignableFrom<IHoldfastError>(failed.Failure!.InnerException).Code);
        Assert.Equal(0.5, results[2].Value);
    }

    [Fact]
    public void Redeem_ForgottenMeanwhile_SaysSo()
    {
        MapTask task = Context.SubmitMap(MapFunctions.Slow, Enumerable.Range(0, 2000));
        Assert.Equal(
            ErrorCode.UnknownTask,
            Assert.Throws<HoldfastOperationException>(() =>
            {
                foreach (MapResult<int> result in Context.Redeem<int>(task, TimeSpan.FromSeconds(30)))
                {
                    if (result.Index == 0) Task.Run(() => Context.Forget(task), TestContext.Current.CancellationToken);
                }
            }).Code);
    }

    [Fact]
    public void SubmitMap_NoItems_GivesNone() =>
        Assert.Empty(Context.Redeem<int>(Context.SubmitMap(MapFunctions.Square, Array.Empty<int>())));

    [Fact]
    public void SubmitMap_StateFirst_IsTheSharedState()
    {
        MapTask task = Context.SubmitMap(
            (State state, int item) => MapFunctions.CountWith(state, item), Enumerable.Range(0, 20));
        Assert.Equal(Enumerable.Range(0, 20), ValuesOf<int>(task));
        Assert.Equal(20, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void SubmitMap_ArgumentsForAllAndEach_FitTheirParameters()
    {
        MapTask task = Context.SubmitMap<string>(MapFunctions.Spell, new MapArguments
        {
            Items = new[] { "a", "b", "c\"" },
            ItemArguments = [[1], [null], [3]],
            Arguments = [true],
            NamedItemArguments =
            [
                new Dictionary<string, object?> { ["rate"] = 0.5 },
                new Dictionary<string, object?> { ["rate"] = 1.5 },
                new Dictionary<string, object?> { ["rate"] = 2 },
            ],
            NamedArguments = new Dictionary<string, object?> { ["end"] = "!" },
        });
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(
                ["a 1 True 0.5 ! default", "b  True 1.5 ! default", "c\" 3 True 2 ! default"],
                ValuesOf<string>(task));
        }

        Assert.Equal(3, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void SubmitMap_WhatCannotBeStored_IsRefusedWithACode()
    {
        Assert.Equal(ErrorCode.ArgumentNotPortable, Assert.Throws<HoldfastArgumentException>(
            () => Context.SubmitMap<long>(MapFunctions.Power, new MapArguments { Arguments = [1, 2] })).Code);
        Assert.Equal(ErrorCode.ArgumentNotPortable, Assert.Throws<HoldfastArgumentException>(
            () => Context.SubmitMap<long>(MapFunctions.Power, new MapArguments { Items = new[] { "x" } })).Code);
        Assert.Equal(ErrorCode.NumberOutOfBounds, Assert.Throws<HoldfastArgumentException>(
            () => Context.SubmitMap((double number) => number, new[] { double.NaN })).Code);
        int factor = 2;
        Assert.Equal(ErrorCode.FunctionNotPortable, Assert.Throws<HoldfastArgumentException>(
            () => Context.SubmitMap((int number) => number * factor, new[] { 1 })).Code);
    }

    [Fact]
    public void SubmitMap_StopAll_BeginsNoMoreAndEndsWithTheFailureForAll()
    {
        MapOptions options = new() { Count = 1, Errors = MapErrors.StopAll };
        MapTask task = Context.SubmitMap(
            (State state, int number) => MapFunctions.CountAndFailAtTens(state, number),
            Enumerable.Range(5, 40),
            options);
        for (int round = 0; round < 2; round++)
        {
            List<MapResult<int>> results = [.. Context.Redeem<int>(task, Patience)];
            Assert.Equal([0L, 1, 2, 3, 4, 5], results.Select(result => result.Index));
            Assert.IsType<FormatException>(Assert.Single(
                results, result => result.Failure is not null).Failure!.InnerException);
        }

        // The worker is free for this only when it has what was begun behind it; and that is nothing.
        Assert.Equal(4, Context.Run<int>(MapFunctions.Square, 2));
        Assert.Equal(10, Context.State.Get<int>("/count"));
    }

    [Fact]
    public async Task SubmitMap_Progress_ReachesTheTotal()
    {
        TaskCompletionSource<MapProgress> end = new();
        MapTask task = Context.SubmitMap(
            MapFunctions.FailAtTens,
            Enumerable.Range(0, 100),
            new MapOptions
            {
                Progress = new Told(progress =>
                {
                    if (progress.Done == progress.Total) end.TrySetResult(progress);
                }),
            });
        Assert.Equal(
            new MapProgress(100, 100, 10),
            await end.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(100, ValuesOf<int>(task).Count);
    }

    [Fact]
    public async Task SubmitMap_TokenCancelledMeanwhile_LeavesTheRestToWhoRedeems()
    {
        using CancellationTokenSource source = new();
        MapOptions options = new() { Count = 1, Token = source.Token, Progress = new Told(_ => source.Cancel()) };
        MapTask task = Context.SubmitMap(
            (State state, int number) => MapFunctions.CountWith(state, number), Enumerable.Range(0, 40), options);
        StoredMap map = StoredMap.Find(Context.Store, task.Id);
        await map.State.WhenAsync(
            now => map.MakerAt(now) is null, Patience, TestContext.Current.CancellationToken);
        Assert.Equal(10, Context.State.Get<int>("/count"));
        Assert.Equal(Enumerable.Range(0, 40), ValuesOf<int>(task));
        Assert.Equal(40, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void SubmitMap_TokenCancelledBefore_StoresNothing()
    {
        MapOptions options = new() { Token = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => Context.SubmitMap(MapFunctions.Square, [1], options));
        Assert.Empty(Context.Workers);
    }

    [Fact]
    public async Task RedeemAsync_TokenCancelledWhileItWaits_EndsAndTheMapGoesOn()
    {
        MapTask task = Context.SubmitMap(
            (State state, int number) => MapFunctions.WaitForGo(state, number), Enumerable.Range(0, 8));
        using CancellationTokenSource source = new();
        Task<int> waiting = CountAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => waiting.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CountAsync(source.Token));
        Context.State.Set("/go", true);
        Assert.Equal(8, await CountAsync(TestContext.Current.CancellationToken));

        async Task<int> CountAsync(CancellationToken token)
        {
            int count = 0;
            await foreach (MapResult<int> result in Context.RedeemAsync<int>(task, Patience, token))
                Assert.Equal(count++, result.Value);
            return count;
        }
    }

    /// <summary>Each try began the piece once more, and all of them were done before anything else.</summary>
    [Fact]
    public void Redeem_AgainAfterItsTime_JoinsThePieceThatRuns()
    {
        FunctionReference function = FunctionReference.Of(MapFunctions.CountAndWaitForGo);
        StoredMap map = StoredMap.Make(
            Context.Store, WorkerSession.ToDefinition(function), [Value.FromItems([7])], false, false);
        map.Abandon();
        MapTask task = new(map.Id, ChunkCount: 1);
        for (int round = 0; round < 8; round++)
        {
            Assert.Throws<HoldfastTimeoutException>(
                () => Context.Redeem<int>(task, TimeSpan.FromMilliseconds(20)).ToList());
        }

        Context.State.Set("/go", true);
        Assert.Equal([7], ValuesOf<int>(task));
        for (int call = 0; call < 8; call++) Assert.Equal(4, Context.Run<int>(MapFunctions.Square, 2));
        Assert.Equal(1, Context.State.Get<int>("/count"));
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private List<T?> ValuesOf<T>(MapTask task) =>
        [.. Context.Redeem<T>(task, Patience).Select(result => result.Value)];

    private sealed class Told(Action<MapProgress> told) : IProgress<MapProgress>
    {
        public void Report(MapProgress value) => told(value);
    }
}
