using System.Diagnostics;
using Holdfast.Bench.Measuring;
using Holdfast.Lifecycle.Pools;
using Microsoft.Extensions.ObjectPool;

namespace Holdfast.Bench.Rows;

/// <summary>
/// Taking an object of a pool with a limit, with a wait that could be asynchronous, and returning it.
/// </summary>
internal sealed class PoolRow : Row
{
    private const int Threads = 8;
    private const int Batch = 20_000;

    public override string Name => "pool";

    public override string About => "Pool, take and return with a limit";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        Pool<Item> pool = new(static () => new Item(), new PoolOptions<Item> { MaxIdle = Threads, MaxInUse = Threads });
        using SemaphoreSlim semaphore = new(Threads, Threads);
        DefaultObjectPool<Item> objects = new(new DefaultPooledObjectPolicy<Item>(), Threads);
        Action<int> ours = count => Take(pool, count), theirs = count => Take(semaphore, objects, count);
        Series[] alone = Rounds.Take(
            bench,
            new Contender("take and return", Unit.Time, () => Loop.Time(bench.Options.Slice, ours)),
            new Contender("SemaphoreSlim + ObjectPool", Unit.Time, () => Loop.Time(bench.Options.Slice, theirs)));
        yield return Finding.Beside("one thread", alone[0], alone[1], Target.AtMost(60, 60));
        yield return Finding.Compare("one thread", alone[0], alone[1], Target.AtMost(2, 1));
        Series[] many = Rounds.Take(
            bench,
            new Contender("take and return", Unit.Time, () => TimeMany(bench.Options.Slice, ours)),
            new Contender("SemaphoreSlim + ObjectPool", Unit.Time, () => TimeMany(bench.Options.Slice, theirs)));
        yield return Finding.Compare("eight threads, each", many[0], many[1], Target.AtMost(2, 1));
    }

    private static void Take(Pool<Item> pool, int count)
    {
        for (int index = 0; index < count; index++)
        {
            ValueTask<Pooled<Item>> taking = pool.TakeAsync();
            using Pooled<Item> taken = taking.IsCompletedSuccessfully
                ? taking.Result
                : taking.AsTask().GetAwaiter().GetResult();
            taken.Value.Uses++;
        }
    }

    private static void Take(SemaphoreSlim semaphore, DefaultObjectPool<Item> objects, int count)
    {
        for (int index = 0; index < count; index++)
        {
            Task waiting = semaphore.WaitAsync();
            if (!waiting.IsCompletedSuccessfully) waiting.GetAwaiter().GetResult();
            Item taken = objects.Get();
            taken.Uses++;
            objects.Return(taken);
            semaphore.Release();
        }
    }

    /// <summary>The time of one operation in all threads together.</summary>
    private static double TimeMany(TimeSpan slice, Action<int> repeat)
    {
        long done = 0;
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / done;

        void Work()
        {
            while (Stopwatch.GetElapsedTime(start) < slice)
            {
                repeat(Batch);
                Interlocked.Add(ref done, Batch);
            }
        }
    }

    private sealed class Item
    {
        public long Uses { get; set; }
    }
}
