using System.Diagnostics;

namespace Holdfast.Cli.Bench;

/// <summary>The work that is measured, as one process does it.</summary>
internal sealed class BenchLoad(State state, Durability durability, CancellationToken token)
{
    /// <summary>One read takes less than looking at the clock, so this many are timed together.</summary>
    private const int ReadsTogether = 64;

    private const long LastBell = -1;

    private static readonly StatePath Item = StatePath.Parse("/value");
    private static readonly StatePath Counter = StatePath.Parse("/counter");
    private static readonly StatePath Bell = StatePath.Parse("/bell");

    private readonly CommitOptions _options = new() { Durability = durability };

    /// <summary>Makes what the loads work on.</summary>
    public void Prepare() => state.Atomic(static transaction =>
    {
        transaction.Set(Item, (Value)0);
        transaction.Set(Counter, (Value)0);
        transaction.Set(Bell, (Value)0);
    });

    /// <summary>Works as fast as it can for a while.</summary>
    public Tally Run(BenchKind kind, TimeSpan time) => kind switch
    {
        BenchKind.Read => Repeat(time, ReadsTogether, ReadSome),
        BenchKind.Commit => Repeat(time, 1, count => state.Set(Item, (Value)count, _options)),
        BenchKind.Atomic => Repeat(time, 1, _ => state.Atomic(AddOne, _options)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Wakes are rung and heard."),
    };

    /// <summary>
    /// Commits at a fixed pace; each commit carries the time at which it began. The last one says that it is the last.
    /// </summary>
    /// <returns>How many others than the last there were.</returns>
    public long Ring(TimeSpan time, TimeSpan pause)
    {
        long start = Stopwatch.GetTimestamp();
        long count = 0;
        for (; Stopwatch.GetElapsedTime(start) < time && !token.IsCancellationRequested; count++)
        {
            state.Set(Bell, (Value)Stopwatch.GetTimestamp(), _options);
            TimeSpan rest = (pause * (count + 1)) - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero) Thread.Sleep(rest);
        }

        state.Set(Bell, (Value)LastBell, _options);
        return count;
    }

    /// <summary>Opens the watch that <see cref="HearAsync"/> takes commits from.</summary>
    public Watch OpenWatch() => state.Watch(Bell);

    /// <summary>Notes for each commit how long after its begin this runs, until the last.</summary>
    public async Task<Tally> HearAsync(Watch watch)
    {
        Tally tally = new();
        while (true)
        {
            Commit commit = await watch.NextAsync(timeout: null, token).ConfigureAwait(false);
            long now = Stopwatch.GetTimestamp();
            long sent = (long)commit.After.Get(Bell);
            if (sent == LastBell) return tally;
            tally.Add(Stopwatch.GetElapsedTime(sent, now).TotalNanoseconds);
        }
    }

    private static void AddOne(Transaction transaction) =>
        transaction.Set(Counter, (Value)((long)transaction.Get(Counter) + 1));

    private void ReadSome(long _)
    {
        for (int index = 0; index < ReadsTogether; index++) state.Get(Item);
    }

    private Tally Repeat(TimeSpan time, int together, Action<long> step)
    {
        Tally tally = new();
        long start = Stopwatch.GetTimestamp();
        long before = start;
        long end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (before < end && !token.IsCancellationRequested)
        {
            step(tally.Count);
            long after = Stopwatch.GetTimestamp();
            tally.Add(Stopwatch.GetElapsedTime(before, after).TotalNanoseconds, together);
            before = after;
        }

        return tally;
    }
}
