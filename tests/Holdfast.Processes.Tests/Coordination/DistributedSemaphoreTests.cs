using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

public abstract class DistributedSemaphoreTests(Home home) : CoordinationTest(home)
{
    private const int Count = 4;

    private DistributedSemaphore Semaphore => State.GetSemaphore("/units", Count);

    [Fact]
    public void TryTake_UpToTheCount_GivesUnits()
    {
        using Hold three = Semaphore.TryTake(3)!;
        using Hold one = Semaphore.TryTake()!;
        Assert.Null(Semaphore.TryTake());
        Assert.Equal(0, Semaphore.FreeCount);
        three.Dispose();
        Assert.Equal(3, Semaphore.FreeCount);
    }

    [Fact]
    public void Take_MoreThanThereAre_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Semaphore.Take(Count + 1, token: Token));

    [Fact]
    public void TryTake_OtherCount_IsRefused()
    {
        using Hold one = Semaphore.Take(token: Token);
        HoldfastOperationException error = Assert.Throws<HoldfastOperationException>(
            () => State.GetSemaphore("/units", 7).TryTake());
        Assert.Equal(ErrorCode.CountDiffers, error.Code);
    }

    [Fact]
    public async Task TakeAsync_ManyWanted_AreNotOvertakenByFew()
    {
        Hold first = Semaphore.Take(3, token: Token);
        Task<Hold> many = Semaphore.TakeAsync(3, Patience, Token);
        AwaitLine("/units", 1);
        Assert.Null(Semaphore.TryTake());
        Task<Hold> few = Semaphore.TakeAsync(1, Patience, Token);
        AwaitLine("/units", 2);
        first.Dispose();
        Hold three = await many;
        Hold one = await few;
        Assert.True(one.FencingToken == three.FencingToken);
        Assert.Equal(0, Semaphore.FreeCount);
    }

    [Fact]
    public async Task TakeAsync_FirstInLineGivesUp_LetsThoseBehindItThrough()
    {
        using Hold first = Semaphore.Take(3, token: Token);
        using CancellationTokenSource source = new();
        Task<Hold> many = Semaphore.TakeAsync(3, null, source.Token);
        AwaitLine("/units", 1);
        Task<Hold> few = Semaphore.TakeAsync(1, Patience, Token);
        AwaitLine("/units", 2);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => many);
        using Hold one = await few;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Steps_AtRandom_AreThoseOfTheModel(int seed)
    {
        Random random = new(seed);
        SemaphoreModel model = new(Count);
        List<(int Number, Task<Hold> Task, CancellationTokenSource Source)> asked = [];
        for (int step = 0; step < 150; step++)
        {
            int[] held = model.Held;
            int[] waiting = model.Waiting;
            switch (random.Next(5))
            {
                case 0 or 1:
                    int units = random.Next(1, Count + 1);
                    CancellationTokenSource source = new();
                    asked.Add((asked.Count, Semaphore.TakeAsync(units, null, source.Token), source));
                    model.Ask(asked.Count - 1, units);
                    break;
                case 2 when held.Length > 0:
                    int back = held[random.Next(held.Length)];
                    Assert.True(await (await asked[back].Task.WaitAsync(Patience, Token)).ReleaseAsync(Token));
                    model.GiveBack(back);
                    break;
                case 3 when waiting.Length > 0:
                    int gone = waiting[random.Next(waiting.Length)];
                    await asked[gone].Source.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked[gone].Task);
                    model.Leave(gone);
                    break;
                default:
                    Hold? tried = Semaphore.TryTake();
                    Assert.Equal(model.CanTake(1), tried is not null);
                    tried?.Dispose();
                    break;
            }

            AwaitLine("/units", model.Waiting.Length, seed, step);
            foreach (int number in model.Held) await asked[number].Task.WaitAsync(Patience, Token);
            Assert.All(model.Waiting, number => Assert.False(asked[number].Task.IsCompleted));
            Assert.Equal(Count - model.Used, Semaphore.FreeCount);
        }

        foreach (int number in model.Waiting) await asked[number].Source.CancelAsync();
    }

    private void AwaitLine(string path, int count, int seed, int step) => Assert.True(
        SpinWait.SpinUntil(() => Semaphore.WaiterCount == count, Patience),
        $"{path}: {Semaphore.WaiterCount} wait instead of {count} after step {step} of seed {seed}.");
}

public sealed class MemorySemaphoreTests() : DistributedSemaphoreTests(Home.InMemory());

public sealed class FolderSemaphoreTests() : DistributedSemaphoreTests(Home.InFolder());
