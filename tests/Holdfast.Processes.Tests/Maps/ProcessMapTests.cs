using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Maps;

public sealed class ProcessMapTests() : MapTests(Backend.Process)
{
    [Fact]
    public void Map_AMillion_ThreeTimes_IsRight()
    {
        for (int round = 0; round < 3; round++)
        {
            int next = 0;
            foreach (int square in Context.Map((int number) => number * number, Enumerable.Range(0, 1_000_000)))
            {
                Assert.Equal(next * next, square);
                next++;
            }

            Assert.Equal(1_000_000, next);
        }
    }

    [Fact]
    public void Map_WorkerDiesInTheMiddle_AnotherDoesItsPiece()
    {
        Assert.Equal(
            Enumerable.Range(0, 1000),
            Context.Map((State state, int number) => MapFunctions.DieOnce(state, number), Enumerable.Range(0, 1000)));
        Assert.True(Context.State.Exists("/died"));
    }

    [Fact]
    public void Map_WorkersKilledFromOutside_EndsRight()
    {
        int seen = 0;
        foreach (int number in Context.Map(Slowly, Enumerable.Range(0, 300)))
        {
            Assert.Equal(seen++, number);
            if (seen % 60 == 0) Context.Workers[0].Signal((PosixSignal)9);
        }

        Assert.Equal(300, seen);
    }

    [Fact]
    public void Map_ItemThatKillsEachWorker_IsAnError()
    {
        using IEnumerator<int> results = Context.Map(MapFunctions.AlwaysDie, Enumerable.Range(0, 10)).GetEnumerator();
        Assert.ThrowsAny<Exception>(() =>
        {
            while (results.MoveNext()) { }
        });
        Assert.Equal(4, Context.Run<int>(MapFunctions.Square, 2));
    }

    /// <summary>The results ended in the middle; and all items of its piece were lost to one error.</summary>
    [Fact]
    public void Results_ItemThatKillsEachWorker_IsTheFailureOfThatItemAlone()
    {
        AssertOnly300Failed([.. Context.Map(MapFunctions.DieAt300, Enumerable.Range(0, 2000)).Results]);
        MapArguments calls = new() { Items = Enumerable.Range(0, 2000) };
        AssertOnly300Failed([.. Context.Map<int>(MapFunctions.DieAt300, calls).Results]);
    }

    [Fact]
    public void SubmitMap_ItemThatKillsEachWorker_IsTheFailureOfThatItemAlone()
    {
        MapTask task = Context.SubmitMap(MapFunctions.DieAt300, Enumerable.Range(0, 2000));
        AssertOnly300Failed([.. Context.Redeem<int>(task, TimeSpan.FromSeconds(60))]);
    }

    private static void AssertOnly300Failed(List<MapResult<int>> results)
    {
        Assert.Equal(Enumerable.Range(0, 2000).Select(index => (long)index), results.Select(result => result.Index));
        MapResult<int> failed = Assert.Single(results, result => result.Failure is not null);
        Assert.Equal((300, 300), (failed.Index, failed.Failure!.Index));
        Assert.Equal(
            ErrorCode.ProcessFailed, Assert.IsAssignableFrom<IHoldfastError>(failed.Failure.InnerException).Code);
        Assert.All(results, result => Assert.Equal(result.Failure is null ? result.Index : 0, result.Value));
    }

    [Fact]
    public void Redeem_MakerReturned_GivesTheResults()
    {
        MapTask task = Context.Start(MapFunctions.SubmitAndWait, 50).Wait<MapTask>();
        Assert.Equal(Enumerable.Range(0, 50), Context.Redeem<int>(task).Select(result => result.Value));
    }

    [Fact]
    public void Redeem_MakerKilledInTheMiddle_ComputesTheRest()
    {
        ChildProcess maker = Context.Start(MapFunctions.SubmitAndDie, 60);
        Assert.Throws<ProcessWaitException>(() => maker.Wait(TimeSpan.FromSeconds(60)));
        MapTask task = Context.State.Get<MapTask>("/task");
        Assert.Equal(Enumerable.Range(0, 60), Context.Redeem<int>(task).Select(result => result.Value));
        Assert.Equal(Enumerable.Range(0, 60), Context.Redeem<int>(task).Select(result => result.Value));
    }

    [Fact]
    public void Redeem_MakerKilledMeanwhile_ComputesTheRest()
    {
        ChildProcess maker = Context.Start(MapFunctions.SubmitAndSleep, 400);
        Context.State.When("/task", _ => true, TimeSpan.FromSeconds(60));
        int seen = 0;
        foreach (MapResult<int> result in Context.Redeem<int>(Context.State.Get<MapTask>("/task")))
        {
            Assert.Equal(seen++, result.Value);
            if (seen == 2) maker.Signal((PosixSignal)9);
        }

        Assert.Equal(400, seen);
    }

    [Fact]
    public void Run_WorkerKilledMeanwhile_SaysSoAndTheNextOneWorks()
    {
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(4, Context.Run<int>(MapFunctions.Square, 2));
            HoldfastOperationException died = Assert.Throws<HoldfastOperationException>(
                () => Context.Run<int>(MapFunctions.AlwaysDie, 3));
            Assert.Equal(ErrorCode.ProcessFailed, died.Code);
        }
    }

    [Fact]
    public async Task RunAsync_WorkerDies_SaysSo()
    {
        HoldfastOperationException died = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => Context.RunAsync<int>(MapFunctions.AlwaysDie, 3));
        Assert.Equal(ErrorCode.ProcessFailed, died.Code);
    }

    [Fact]
    public void Map_OnTwoWorkers_UsesBoth() =>
        Assert.Equal(2, Context.Map(Slowly2, Enumerable.Range(0, 100)).Distinct().Count());

    private static int Slowly(int number)
    {
        Thread.Sleep(1);
        return number;
    }

    private static int Slowly2(int number)
    {
        Thread.Sleep(2);
        return MapFunctions.Pid(number);
    }
}
