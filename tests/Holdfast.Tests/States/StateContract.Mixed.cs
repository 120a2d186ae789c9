using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <content>All ways to write, at once.</content>
public abstract partial class StateContract
{
    [Fact]
    public async Task Writers_OfAllKinds_AddUpExactlyAndNoneHangs()
    {
        const int Rounds = 60;
        long expected = 0;
        void Count() => Interlocked.Increment(ref expected);
        Action<int>[] blocking =
        [
            _ => Shop.Add("/n", 1),
            _ => Shop.Atomic(tx => tx["/n"] = tx.GetOrDefault("/n", 0) + 1, new() { MaxAttempts = 100_000 }),
            _ => Shop.Exclusive(tx => tx["/n"] = tx.GetOrDefault("/n", 0) + 1),
            number => Shop.Add("/n", 1, new() { Timeout = TimeSpan.FromMilliseconds(number % 3) }),
            number => Shop.Exclusive(tx => tx.Add("/n", 1), new() { Timeout = TimeSpan.FromMilliseconds(number % 4) }),
            _ => Shop.Atomic(ChangeAndFail),
        ];
        Func<CancellationToken, Task>[] asynchronous =
        [
            async token => await Shop.AddAsync("/n", 1, token: token),
            token => Shop.AtomicAsync(
                async tx =>
                {
                    int seen = tx.GetOrDefault("/n", 0);
                    await Task.Yield();
                    tx["/n"] = seen + 1;
                },
                new() { MaxAttempts = 100_000 },
                token),
            token => Shop.ExclusiveAsync(
                async tx =>
                {
                    await Task.Yield();
                    tx["/n"] = tx.GetOrDefault("/n", 0) + 1;
                },
                token: token),
        ];

        IEnumerable<Task> threads = blocking.Select(write => Task.Factory.StartNew(
            () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    RunOne(() => write(round), Count);
                }
            },
            TestToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        IEnumerable<Task> flows = asynchronous.SelectMany(write => Enumerable.Range(0, 3).Select(flow => Task.Run(
            async () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    using var cancel = new CancellationTokenSource();
                    Task one = write(cancel.Token);
                    if (flow == 0 && round % 5 == 0)
                    {
                        await cancel.CancelAsync();
                    }

                    await RunOneAsync(one, Count);
                }
            },
            TestToken)));

        await Task.WhenAll([.. threads, .. flows]).WaitAsync(TimeSpan.FromSeconds(60), TestToken);

        Assert.Equal(Interlocked.Read(ref expected), Shop.Get<long>("/n"));
        Assert.Equal(Interlocked.Read(ref expected), Shop.Revision.Number);
    }

    private static void ChangeAndFail(Transaction transaction)
    {
        transaction.Add("/n", 1);
        throw new ConflictException("mine", "/n", 1);
    }

    private static void RunOne(Action write, Action count)
    {
        try
        {
            write();
            count();
        }
        catch (Exception refused) when (refused is HoldfastTimeoutException or ConflictException)
        {
            // Nothing was committed; the sum shows whether that is true.
        }
    }

    private static async Task RunOneAsync(Task write, Action count)
    {
        try
        {
            await write;
            count();
        }
        catch (OperationCanceledException)
        {
            // Nothing was committed; the sum shows whether that is true.
        }
    }

    // Who applied a patch of many operations was not told which of them could not be done.
    [Fact]
    public async Task Apply_OperationThatCannotBeDone_GivesItsIndex()
    {
        Shop["/a"] = 1;
        Patch test = Patch.Parse("""[{"op":"add","path":"/b","value":1},{"op":"test","path":"/a","value":9}]""");
        Patch remove = Patch.Parse("""[{"op":"add","path":"/b","value":1},{"op":"remove","path":"/none"}]""");
        Action<Patch>[] ways =
        [
            patch => Shop.Apply(patch),
            patch => Shop.Atomic(tx =>
            {
                tx["/c"] = 1;
                tx.Apply(patch);
            }),
        ];
        foreach (Action<Patch> apply in ways)
        {
            var failed = Assert.Throws<HoldfastOperationException>(() => apply(test));
            Assert.Equal((ErrorCode.TestFailed, 1, "/a"), (failed.Code, failed.Operation, failed.Path));
            var missing = Assert.Throws<PathNotFoundException>(() => apply(remove));
            Assert.Equal((ErrorCode.PathNotFound, 1, "/none"), (missing.Code, missing.Operation, missing.Path));
        }

        var late = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => Shop.ApplyAsync(test, token: TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(1, late.Operation);
        var other = Assert.Throws<HoldfastOperationException>(() => Shop.Append("/a", 1));
        Assert.Null(other.Operation);
        Assert.Equal("""{"a":1}""", Shop.Snapshot().ToString());
    }
}
