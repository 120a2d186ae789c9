using System.Diagnostics;

namespace Holdfast.Bench.Measuring;

/// <summary>Repeats an operation for a while and tells what one costs.</summary>
internal static class Loop
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMilliseconds(10);

    /// <summary>Gives the nanoseconds of one operation.</summary>
    /// <param name="slice">For how long.</param>
    /// <param name="repeat">
    /// Does it so many times, in a loop of its own: a call for each would cost more than a read.
    /// </param>
    public static double Time(TimeSpan slice, Action<int> repeat)
    {
        long start = Stopwatch.GetTimestamp();
        long done = 0;
        int count = 1;
        TimeSpan elapsed;
        do
        {
            long runStart = Stopwatch.GetTimestamp();
            repeat(count);
            done += count;
            if (Stopwatch.GetElapsedTime(runStart) < LongestRun) count = Math.Min(count * 2, 1 << 24);
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < slice);
        return elapsed.TotalNanoseconds / done;
    }

    /// <summary>Gives the nanoseconds of one operation that is long enough to be measured alone.</summary>
    public static double Once(Action operation)
    {
        long start = Stopwatch.GetTimestamp();
        operation();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Gives the operations a second.</summary>
    public static double Rate(TimeSpan slice, Action<int> repeat) => 1e9 / Time(slice, repeat);

    /// <summary>Times each operation on its own.</summary>
    public static void Sample(TimeSpan slice, Samples samples, Action operation)
    {
        samples.Clear();
        long end = Stopwatch.GetTimestamp() + (long)(slice.TotalSeconds * Stopwatch.Frequency);
        long before = Stopwatch.GetTimestamp();
        while (before < end && !samples.IsFull)
        {
            operation();
            long after = Stopwatch.GetTimestamp();
            samples.Add((after - before) * (1e9 / Stopwatch.Frequency));
            before = after;
        }
    }
}
