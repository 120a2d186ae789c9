using Holdfast.Processes.Maps;

namespace Holdfast.Processes.Tests.Maps;

public sealed class ItemSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_EnoughAreThere_GivesAsManyAsAreWanted()
    {
        TypedSource<int> source = new(Enumerable.Range(0, 10));
        List<int> all = [];
        while (await source.TakeAsync(4, Token) is { Count: > 0 } items) all.AddRange(Decode(items));
        Assert.Equal(Enumerable.Range(0, 10), all);
        Assert.Equal(0, (await source.TakeAsync(4, Token)).Count);
    }

    [Fact]
    public async Task TakeAsync_NextDoesNotCome_GivesThoseThatAreThereThenTheNext()
    {
        using SemaphoreSlim comes = new(2);
        TypedSource<int> source = new(Items());
        await TakesAsync(0, 1);
        Task next = TakesAsync(2);
        Assert.False(next.IsCompleted);
        comes.Release();
        await next;
        comes.Release(5);
        await TakesAsync(3, 4, 5, 6, 7);
        await source.EndAsync();

        async Task TakesAsync(params int[] wanted)
        {
            List<int> taken = [];
            while (taken.Count < wanted.Length) taken.AddRange(Decode(await source.TakeAsync(100, Token)));
            Assert.Equal(wanted, taken);
        }

        IEnumerable<int> Items()
        {
            for (int number = 0; number < 8; number++)
                yield return comes.Wait(TimeSpan.FromSeconds(30)) ? number : throw new TimeoutException();
        }
    }

    /// <summary>Those that had been read for the same piece were lost.</summary>
    [Fact]
    public async Task TakeAsync_SequenceThrows_GivesThoseBeforeItFirst()
    {
        TypedSource<int> source = new(Items());
        List<int> all = [];
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            while (true) all.AddRange(Decode(await source.TakeAsync(4, Token)));
        });
        Assert.Equal([0, 1, 2, 3, 4, 5], all);

        static IEnumerable<int> Items()
        {
            for (int number = 0; number < 6; number++) yield return number;
            throw new FormatException();
        }
    }

    [Fact]
    public async Task TakeAsync_CancelledWhileTheNextDoesNotCome_EndsAndLetsGoWhenItHasCome()
    {
        using SemaphoreSlim comes = new(0);
        using CancellationTokenSource source = new();
        TaskCompletionSource begun = new();
        bool isLeft = false;
        TypedSource<int> items = new(Items());
        Task taking = items.TakeAsync(1, source.Token);
        await begun.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        Task end = items.EndAsync();
        Assert.False(end.IsCompleted || isLeft);
        comes.Release();
        await end.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.True(isLeft);

        IEnumerable<int> Items()
        {
            try
            {
                begun.SetResult();
                comes.Wait();
                yield return 1;
            }
            finally
            {
                isLeft = true;
            }
        }
    }

    private static int[] Decode(ChunkItems items) => ItemCodec<int>.Decode(ItemForm.Raw, items.Bytes);
}
