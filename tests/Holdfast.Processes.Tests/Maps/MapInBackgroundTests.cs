namespace Holdfast.Processes.Tests.Maps;

/// <summary>A map goes on while nobody takes its results.</summary>
public sealed class MapInBackgroundTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    /// <summary>zproc's example of a slow function: the call returns at once, and the work goes on.</summary>
    [Fact]
    public void Map_FunctionThatTakesLong_ReturnsAtOnceAndIsComputedMeanwhile()
    {
        using ProcessContext context = new(_folder.Store, new ProcessContextOptions { Workers = 2 });
        ParallelMap<int> map = context.Map(
            (State state, int number) => SquareWhenOpen(state, number), Enumerable.Range(0, 10));
        context.State.When("/begun", begun => (int)begun >= 2, Patience);
        context.State["/open"] = true;
        context.State.When("/begun", begun => (int)begun == 10, Patience);
        Assert.Equal([0, 1, 4, 9, 16, 25, 36, 49, 64, 81], map);
    }

    /// <summary>As many workers as the machine has processors, unless it is said.</summary>
    [Fact]
    public void Map_NothingSaid_HasAWorkerEachProcessor()
    {
        using ProcessContext context = new(_folder.Store);
        Assert.Equal(1000, context.Map(MapFunctions.Square, Enumerable.Range(0, 1000)).Count());
        Assert.Equal(Environment.ProcessorCount, context.Workers.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static int SquareWhenOpen(State state, int number)
    {
        state.Add("/begun", 1);
        state.WhenAsync("/open", open => (bool)open).GetAwaiter().GetResult();
        return number * number;
    }
}
