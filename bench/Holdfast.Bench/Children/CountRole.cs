using System.Diagnostics;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Children;

/// <summary>One of several processes that add to one counter.</summary>
internal sealed class CountRole : IDisposable
{
    public const string Adds = "adds";
    public const string Updates = "updates";

    public static readonly byte[] RedisRequest = RedisConnection.Request("INCR", "counter");

    private static readonly StatePath Counter = StatePath.Parse("/counter");

    private readonly Store _store;
    private readonly State _state;
    private readonly Action _step;

    public CountRole(string folder, string how)
    {
        _store = Store.Open(folder);
        _state = _store.GetState("counter");
        _step = how == Adds ? Add : Update;
    }

    /// <summary>Repeats a step for a while and tells how often it was done.</summary>
    public static long Repeat(TimeSpan time, Action step)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++) step();
        return count;
    }

    public long Run(TimeSpan time) => Repeat(time, _step);

    public void Dispose() => _store.Dispose();

    /// <summary>Says what to add, and leaves the sum to the commit.</summary>
    private void Add() => _state.Atomic(static transaction => transaction.Add(Counter, 1));

    /// <summary>
    /// Reads, counts and writes, as code does that knows nothing of Add; it conflicts, and runs again.
    /// </summary>
    private void Update() => _state.Atomic(
        static transaction =>
            transaction.Set(Counter, transaction.TryGet(Counter, out Value count) ? count.As<long>() + 1 : 1));
}
