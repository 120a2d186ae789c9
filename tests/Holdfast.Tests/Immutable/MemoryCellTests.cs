using Holdfast.Immutable;

namespace Holdfast.Tests.Immutable;

public sealed class MemoryCellTests : StateCellContract
{
    [Fact]
    public void Observer_OnOneThread_HasBeenCalledWhenTheChangeReturns()
    {
        StateCell<int> cell = new(0);
        int seen = 0;
        using IDisposable observing = cell.AddObserver((_, next) => seen = next);
        cell.Replace(5);
        Assert.Equal(5, seen);
    }

    [Fact]
    public void Observer_FarBehind_IsToldTheNewestChangesAsOne()
    {
        StateCell<int> cell = new(0);
        List<(int Old, int Next)> seen = [];
        using IDisposable observing = cell.AddObserver((old, next) =>
        {
            seen.Add((old, next));
            if (next != 1) return;
            for (int i = 0; i < 5000; i++) cell.Update(number => number + 1);
        });
        cell.Replace(1);
        Assert.Equal(1 + Announcements<int>.MostPending, seen.Count);
        Assert.Equal((Announcements<int>.MostPending, 5001), seen[^1]);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.Equal(pair.First.Next, pair.Second.Old));
    }

    [Fact]
    public async Task Version_OfAWideStruct_IsNeverTorn()
    {
        StateCell<(long A, long B, long C, long D)> cell = new((0, 0, 0, 0));
        Task writing = Task.Run(() =>
        {
            for (int i = 0; i < 200_000; i++) cell.Update(now => (now.A + 1, now.B + 1, now.C + 1, now.D + 1));
        }, Token);
        while (!writing.IsCompleted)
        {
            ((long a, long b, long c, long d), long generation) = cell.Version;
            Assert.Equal((generation, generation, generation, generation), (a, b, c, d));
        }

        await writing;
    }

    protected override StateCell<T> Make<T>(T initial) => new(initial);

    protected override StateCell<ImmutableState> MakeBag(ImmutableState initial) => new(initial);
}
