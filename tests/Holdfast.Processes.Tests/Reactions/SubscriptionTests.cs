using Holdfast.Processes.Reactions;

namespace Holdfast.Processes.Tests.Reactions;

/// <summary>Reactions inside this process.</summary>
public sealed class SubscriptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;
    private readonly List<string> _seen = [];
    private readonly SemaphoreSlim _called = new(0);

    public SubscriptionTests() => _state = _store.GetState("default");

    [Fact]
    public async Task CallWhenChange_CommitsOfThisState_AreSeenInOrder()
    {
        await using Reaction reaction = _state.CallWhenChange(["/n"], Note);
        for (int number = 0; number < 10; number++) _state["/n"] = number;
        await WaitForAsync(10);
        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), _seen);
    }

    [Fact]
    public async Task CallWhenEqual_StaysTrue_FiresOncePerChangeOfIt()
    {
        _state["/n"] = 1;
        await using Reaction reaction = _state.CallWhenEqual("/n", 1, Note);
        await WaitForAsync(1);
        _state["/other"] = 1;
        _state["/n"] = 1;
        _state["/n"] = 2;
        _state["/n"] = 1;
        await WaitForAsync(1);
        await reaction.DisposeAsync();
        Assert.Equal(["1", "1"], _seen);
    }

    [Fact]
    public async Task CallWhen_OwnCommitsExcluded_DoNotWakeIt()
    {
        State other = _store.GetState("default");
        await using Reaction reaction = _state.CallWhen(
            now => now.Exists("/n"),
            now =>
            {
                Note(now);
                _state["/n"] = 100;
            },
            new ReactionOptions { ExcludesOwn = true });
        other["/n"] = 1;
        await WaitForAsync(1);
        other["/n"] = 2;
        await WaitForAsync(1);
        await reaction.DisposeAsync();
        Assert.Equal(["1", "2"], _seen);
    }

    [Fact]
    public async Task ProcessExitException_FromTheFunction_EndsIt()
    {
        Reaction reaction = _state.CallWhenAvailable("/n", _ => throw new ProcessExitException());
        _state["/n"] = 1;
        await reaction.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Exception_FromTheFunction_EndsItAndIsTold()
    {
        Reaction reaction = _state.CallWhenNotNull("/n", Fail);
        _state["/n"] = 1;
        await Assert.ThrowsAsync<FormatException>(
            () => reaction.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken));

        static Task Fail(Snapshot now) => throw new FormatException();
    }

    [Fact]
    public async Task Timeout_NothingInTime_EndsItWithATimeoutException()
    {
        Reaction reaction = _state.CallWhenNull(
            "/n", Note, new ReactionOptions { Timeout = TimeSpan.FromMilliseconds(20) });
        await Assert.ThrowsAnyAsync<TimeoutException>(
            () => reaction.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task DisposeAsync_WhileTheFunctionRuns_WaitsForIt()
    {
        TaskCompletionSource open = new();
        Reaction reaction = _state.CallWhenNotEqual("/n", 0, async now =>
        {
            _called.Release();
            await open.Task;
            _seen.Add("done");
        });
        _state["/n"] = 1;
        await WaitForAsync(1);
        Task disposed = reaction.DisposeAsync().AsTask();
        Assert.False(disposed.IsCompleted);
        open.SetResult();
        await disposed.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["done"], _seen);
    }

    [Fact]
    public async Task DisposeAsync_FromTheFunction_DoesNotWaitForItself()
    {
        Reaction? reaction = null;
        TaskCompletionSource ready = new();
        reaction = _state.CallWhenAvailable("/n", async now =>
        {
            await ready.Task;
            await reaction!.DisposeAsync();
        });
        _state["/n"] = 1;
        ready.SetResult();
        await reaction.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>It ended with TrimmedRevision, though nobody wanted it to see what was trimmed.</summary>
    [Fact]
    public async Task CallWhenNotNull_LiveAndBehindTheKeptHistory_GoesOnWithTheNewest()
    {
        TestFolder folder = new();
        using (Store store = Store.Open(folder.Store, new StoreOptions { Retention = new Retention { Bytes = 0 } }))
        {
            State state = store.GetState("default");
            TaskCompletionSource open = new();
            await using Reaction reaction = state.CallWhenNotNull(
                "/n",
                async now =>
                {
                    Note(now);
                    await open.Task;
                },
                new ReactionOptions { IsLive = true });
            state["/n"] = 1;
            await WaitForAsync(1);
            string filler = new('x', 1000);
            for (int number = 0; number < 500; number++) state["/filler"] = filler + number;
            state["/n"] = 2;
            for (int number = 0; number < 500; number++) state["/filler"] = filler + number;
            store.Compact();
            Assert.True(state.OldestRevision > new Revision(500));
            open.SetResult();
            await WaitForAsync(1);
            state["/n"] = 3;
            await WaitForAsync(1);
            Assert.Equal(["1", "2", "3"], _seen);
        }

        folder.Dispose();
    }

    public void Dispose()
    {
        _store.Dispose();
        _called.Dispose();
    }

    private void Note(Snapshot now)
    {
        _seen.Add(now.Get("/n").ToString());
        _called.Release();
    }

    private async Task WaitForAsync(int calls)
    {
        for (int call = 0; call < calls; call++)
            Assert.True(await _called.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }
}
