using System.Diagnostics;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>Commits that are on the disk when they return.</summary>
internal sealed class DiskRow : Row
{
    private const int Writers = 64;

    /// <summary>About what a small commit takes in the log, see <see cref="BytesRow"/>.</summary>
    private const int RecordBytes = 80;

    private static readonly CommitOptions Disk = new() { Durability = Durability.Disk };

    public override string Name => "disk";

    public override string About => "Disk commits beside a bare write and fdatasync on a zero-filled file";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store store = Store.Open(bench.NewFolder());
        State state = store.GetState("disk");
        using BareDisk bare = new(bench.NewFolder(), RecordBytes);
        Contender loop = new("write + fdatasync", Unit.Rate, () => Loop.Rate(bench.Options.Slice, count =>
        {
            for (int index = 0; index < count; index++) bare.WriteOne();
        }));
        Contender one = new(
            "one writer", Unit.Rate, () => Count(bench, writers: 1, (index, end) => Write(state, index, end)));
        Series[] series = Rounds.Take(
            bench,
            loop,
            one,
            new("64 asynchronous", Unit.Rate, () => CountAsync(bench, state).GetAwaiter().GetResult()),
            new("64 threads", Unit.Rate, () => Count(bench, Writers, (index, end) => Write(state, index, end))));
        yield return Finding.Compare("one writer", series[1], series[0], Target.AtLeast(0.85, 0.95));
        yield return Finding.Compare("64 asynchronous", series[2], series[0], Target.AtLeast(20, 32));
        yield return Finding.Compare("64 blocking threads", series[3], series[0], Target.AtLeast(5, 8));
        foreach (Finding finding in BesidePrograms(bench, one)) yield return finding;
    }

    private static IEnumerable<Finding> BesidePrograms(Workbench bench, Contender one)
    {
        if (bench.Has(Tool.Redis))
        {
            using RedisServer server = RedisServer.Start(bench, "--appendonly", "yes", "--appendfsync", "always");
            using RedisConnection redis = server.ConnectSocket();
            byte[] set = RedisConnection.Request("SET", "tea", "10");
            Contender peer = new("Redis, appendfsync always", Unit.Rate, () => Loop.Rate(bench.Options.Slice, count =>
            {
                for (int index = 0; index < count; index++) redis.Ask(set);
            }));
            Series[] series = Rounds.Take(bench, one, peer);
            yield return Finding.Compare("one writer", series[0], series[1]);
        }

        if (bench.Has(Tool.Python))
        {
            Series[] series = Rounds.Take(
                bench, one, new PythonPeer(bench).Rate("SQLite, WAL, synchronous=FULL (Python)", "sqlite_disk"));
            yield return Finding.Compare("one writer", series[0], series[1]);
        }
    }

    private static double Count(Workbench bench, int writers, Func<int, long, long> write)
    {
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(bench.Options.Slice.TotalSeconds * Stopwatch.Frequency);
        long count = 0;
        Thread[] threads = [.. Enumerable.Range(0, writers).Select(index =>
            new Thread(() => Interlocked.Add(ref count, write(index, end))))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Write(State state, int writer, long end)
    {
        StatePath path = StatePath.Parse($"/writers/{writer}");
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++) state.Set(path, count, Disk);
        return count;
    }

    private static async Task<double> CountAsync(Workbench bench, State state)
    {
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(bench.Options.Slice.TotalSeconds * Stopwatch.Frequency);
        long[] counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(index => WriteAsync(state, index, end)));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> WriteAsync(State state, int writer, long end)
    {
        StatePath path = StatePath.Parse($"/writers/{writer}");
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++) await state.SetAsync(path, count, Disk);
        return count;
    }
}
