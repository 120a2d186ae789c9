using System.Collections.Concurrent;
using System.Threading.Channels;
using Holdfast.Reporting;
using Holdfast.Subscriptions;

namespace Holdfast.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_BelowThePath_AreDeliveredInOrder()
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("s");
        state["/a/x"] = 0;
        Channel<Value> seen = Channel.CreateUnbounded<Value>();
        await using Subscription subscription = Subscribe(
            state, "/a", commit => seen.Writer.TryWrite(commit.After["/a/x"]));
        for (int i = 1; i <= 100; i++)
        {
            state["/b"] = i;
            state["/a/x"] = i;
        }

        for (int i = 1; i <= 100; i++)
        {
            Assert.Equal(i, (await seen.Reader.ReadAsync(Token)).As<int>());
        }
    }

    [Fact]
    public async Task Function_ThatThrows_IsReportedAndTheNextIsDelivered()
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("s");
        Channel<int> seen = Channel.CreateUnbounded<int>();
        ConcurrentQueue<Exception> failures = new();
        EventHandler<CallbackFailedEventArgs> collect = (_, report) =>
        {
            if (report.Callback == "a test's function") failures.Enqueue(report.Failure);
        };
        CallbackFailures.Failed += collect;
        await using (Subscribe(state, "/a", ThrowOnTheFirst))
        {
            state["/a"] = 1;
            state["/a"] = 2;
            Assert.Equal(2, await seen.Reader.ReadAsync(Token));
        }

        CallbackFailures.Failed -= collect;
        Assert.Equal("the first", Assert.Single(failures).Message);

        void ThrowOnTheFirst(Commit commit)
        {
            int value = commit.After["/a"].As<int>();
            if (value == 1) throw new InvalidOperationException("the first");
            seen.Writer.TryWrite(value);
        }
    }

    [Fact]
    public async Task DisposeAsync_WhileAFunctionRuns_WaitsForIt()
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("s");
        TaskCompletionSource began = new(), mayEnd = new();
        bool ended = false;
        Subscription subscription = Subscribe(state, "/a", _ =>
        {
            began.SetResult();
            mayEnd.Task.Wait(Token);
            ended = true;
        });
        state["/a"] = 1;
        await began.Task.WaitAsync(Token);
        ValueTask disposal = subscription.DisposeAsync();
        Assert.False(disposal.IsCompleted);
        mayEnd.SetResult();
        await disposal;
        Assert.True(ended);
    }

    [Fact]
    public async Task Store_Closed_EndsTheSubscriptionQuietly()
    {
        Store store = Store.Open("memory:");
        Subscription subscription = Subscribe(store.GetState("s"), "/a", _ => { });
        store.Dispose();
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Function_SlowerThanHistoryIsKept_JumpsToTheNewestAndGoesOn()
    {
        string folder = Directory.CreateTempSubdirectory("holdfast-subscription-").FullName;
        try
        {
            using Store store = Store.Open(folder, new() { Retention = new() { Bytes = 0 } });
            State state = store.GetState("s");
            TaskCompletionSource mayGoOn = new();
            TaskCompletionSource<Value> jumpedTo = new(), deliveredLast = new();
            await using Subscription slow = new Subscription(
                state,
                "/a",
                "a test's function",
                commit =>
                {
                    mayGoOn.Task.Wait(Token);
                    if (commit.After["/a"].Kind == ValueKind.Number) deliveredLast.SetResult(commit.After["/a"]);
                },
                newest => jumpedTo.SetResult(newest["/a"])).Start();
            string filler = new('x', 1000);
            for (int number = 0; number < 20_000; number++)
            {
                state["/a"] = filler + number;
            }

            store.Compact();
            mayGoOn.SetResult();
            Assert.Equal(filler + 19_999, await jumpedTo.Task.WaitAsync(Token));
            state["/a"] = 7;
            Assert.Equal(7, await deliveredLast.Task.WaitAsync(Token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Subscription Subscribe(State state, StatePath path, Action<Commit> delivered) =>
        new Subscription(state, path, "a test's function", delivered, _ => { }).Start();
}
