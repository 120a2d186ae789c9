using System.Collections.Concurrent;
using System.Threading.Channels;
using Holdfast.Immutable;
using Holdfast.Reporting;

namespace Holdfast.Tests.Immutable;

public abstract partial class StateCellContract
{
    [Fact]
    public async Task Observer_OfABag_GetsOldAndNew()
    {
        StateCell<ImmutableState> cell = MakeBag(new(("connection_count", 0), ("status", "idle"), ("kept", 1)));
        Channel<(ImmutableState Old, ImmutableState Next)> seen = NewChannel<(ImmutableState, ImmutableState)>();
        using IDisposable observing = cell.AddObserver((old, next) => seen.Writer.TryWrite((old, next)));
        cell.Merge(("connection_count", 1), ("status", "active"));
        (ImmutableState old, ImmutableState next) = await seen.Reader.ReadAsync(Token);
        Assert.Equal("""{"connection_count":0,"status":"idle","kept":1}""", old.ToString());
        Assert.Equal("""{"connection_count":1,"status":"active","kept":1}""", next.ToString());
    }

    [Fact]
    public async Task Observer_Removed_IsCalledNoMore()
    {
        StateCell<int> cell = Make(0);
        Channel<string> seen = NewChannel<string>();
        Action<int, int> removed = (_, next) => seen.Writer.TryWrite($"removed {next}");
        cell.AddObserver(removed);
        IDisposable disposed = cell.AddObserver((_, next) => seen.Writer.TryWrite($"disposed {next}"));
        using IDisposable kept = cell.AddObserver((_, next) => seen.Writer.TryWrite($"kept {next}"));
        cell.Replace(1);
        await ExpectAsync(seen, "removed 1", "disposed 1", "kept 1");
        Assert.True(cell.RemoveObserver(removed));
        Assert.False(cell.RemoveObserver(removed));
        Assert.False(cell.RemoveObserver((_, _) => { }));
        disposed.Dispose();
        disposed.Dispose();
        cell.Replace(2);
        await ExpectAsync(seen, "kept 2");
        Assert.False(seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Observer_AddedTwice_IsCalledTwiceUntilRemovedTwice()
    {
        StateCell<int> cell = Make(0);
        Channel<int> seen = NewChannel<int>();
        Action<int, int> observer = (_, next) => seen.Writer.TryWrite(next);
        cell.AddObserver(observer);
        cell.AddObserver(observer);
        cell.Replace(1);
        await ExpectAsync(seen, 1, 1);
        Assert.True(cell.RemoveObserver(observer));
        cell.Replace(2);
        await ExpectAsync(seen, 2);
        Assert.True(cell.RemoveObserver(observer));
        Assert.False(cell.RemoveObserver(observer));
    }

    [Fact]
    public async Task Observer_EqualValue_IsCalledAllTheSame()
    {
        StateCell<int> cell = Make(7);
        Channel<(int, int)> seen = NewChannel<(int, int)>();
        using IDisposable observing = cell.AddObserver((old, next) => seen.Writer.TryWrite((old, next)));
        cell.Replace(7);
        await ExpectAsync(seen, (7, 7));
    }

    [Fact]
    public async Task Observer_ThatThrows_IsReportedAndTheOthersAreCalled()
    {
        StateCell<int> cell = Make(0);
        Channel<int> seen = NewChannel<int>();
        ConcurrentQueue<Exception> failures = new();
        EventHandler<CallbackFailedEventArgs> collect = (sender, report) =>
        {
            if (ReferenceEquals(sender, cell)) failures.Enqueue(report.Failure);
        };
        CallbackFailures.Failed += collect;
        using IDisposable bad = cell.AddObserver((_, _) => throw new InvalidDataException("bad"));
        using IDisposable good = cell.AddObserver((_, next) => seen.Writer.TryWrite(next));
        cell.Replace(1);
        await ExpectAsync(seen, 1);
        CallbackFailures.Failed -= collect;
        Assert.Equal("bad", Assert.Single(failures).Message);
        Assert.Equal(1, cell.Current);
    }

    [Fact]
    public async Task Observer_ThatUpdates_AllSeeTheChangesInOrder()
    {
        StateCell<int> cell = Make(0);
        Channel<string> seen = NewChannel<string>();
        using IDisposable first = cell.AddObserver((old, next) =>
        {
            seen.Writer.TryWrite($"first {old} {next}");
            if (next < 3) cell.Update(now => now + 1);
        });
        using IDisposable second = cell.AddObserver((old, next) => seen.Writer.TryWrite($"second {old} {next}"));
        cell.Replace(1);
        Assert.Equal(
            ["first 0 1", "second 0 1", "first 1 2", "second 1 2", "first 2 3", "second 2 3"],
            await ReadAsync(seen, 6));
        Assert.Equal(3, cell.Current);
    }

    [Fact]
    public async Task Observer_UnderManyWriters_IsToldEachChangeInCommitOrder()
    {
        const int threads = 4;
        const int updates = 100;
        StateCell<int> cell = Make(0);
        Channel<(int Old, int Next)> seen = NewChannel<(int, int)>();
        using IDisposable observing = cell.AddObserver((old, next) => seen.Writer.TryWrite((old, next)));
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < updates; i++) cell.Update(number => number + 1);
        })));
        (int Old, int Next)[] changes = await ReadAsync(seen, threads * updates);
        Assert.Equal(Enumerable.Range(0, threads * updates).Select(i => (i, i + 1)), changes);
    }

    [Fact]
    public async Task Observer_ThatBlocks_HoldsUpNoOtherWriterAndNoReader()
    {
        StateCell<int> cell = Make(0);
        using SemaphoreSlim entered = new(0);
        using SemaphoreSlim goOn = new(0);
        using IDisposable observing = cell.AddObserver((_, next) =>
        {
            if (next != 1) return;
            entered.Release();
            goOn.Wait();
        });
        Task first = Task.Run(() => cell.Replace(1), Token);
        await entered.WaitAsync(Token);
        await Task.Run(() => cell.Update(number => number + 1), Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(2, cell.Current);
        goOn.Release();
        await first;
    }

    [Fact]
    public async Task Observer_AddedLater_IsNotToldOfEarlierChanges()
    {
        StateCell<int> cell = Make(0);
        Channel<string> seen = NewChannel<string>();
        using IDisposable early = cell.AddObserver((old, next) => seen.Writer.TryWrite($"early {old} {next}"));
        for (int i = 1; i <= 50; i++) cell.Replace(i);
        using IDisposable late = cell.AddObserver((old, next) => seen.Writer.TryWrite($"late {old} {next}"));
        cell.Replace(51);
        string[] all = await ReadAsync(seen, 52);
        Assert.Equal("late 50 51", Assert.Single(all, line => line.StartsWith("late", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Subscribe_AnObserver_GetsEachNewValue()
    {
        StateCell<int> cell = Make(0);
        Observer<int> observer = new();
        IDisposable subscribed = ((IObservable<int>)cell).Subscribe(observer);
        cell.Replace(1);
        cell.Replace(2);
        await ExpectAsync(observer.Seen, 1, 2);
        subscribed.Dispose();
        cell.Replace(3);
        Assert.False(observer.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task WatchAsync_FromNow_GivesTheCurrentValueAndThenEachChange()
    {
        StateCell<int> cell = Make(0);
        cell.Replace(1);
        List<int> seen = [];
        await foreach (int value in cell.WatchAsync(Token))
        {
            seen.Add(value);
            if (value == 5) break;
            if (value == 1)
            {
                for (int next = 2; next <= 5; next++) cell.Replace(next);
            }
        }

        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task WatchAsync_Cancelled_Ends()
    {
        StateCell<int> cell = Make(0);
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in cell.WatchAsync(source.Token)) await source.CancelAsync();
        });
    }

    protected static Channel<TItem> NewChannel<TItem>() => Channel.CreateUnbounded<TItem>();

    protected static async Task ExpectAsync<TItem>(Channel<TItem> channel, params TItem[] expected) =>
        Assert.Equal(expected, await ReadAsync(channel, expected.Length));

    protected static async Task<TItem[]> ReadAsync<TItem>(Channel<TItem> channel, int count)
    {
        TItem[] items = new TItem[count];
        for (int i = 0; i < count; i++) items[i] = await channel.Reader.ReadAsync(Token);
        return items;
    }

    private sealed class Observer<TItem> : IObserver<TItem>
    {
        public Channel<TItem> Seen { get; } = NewChannel<TItem>();

        public void OnCompleted() => Seen.Writer.Complete();

        public void OnError(Exception error) => Seen.Writer.Complete(error);

        public void OnNext(TItem value) => Seen.Writer.TryWrite(value);
    }
}
