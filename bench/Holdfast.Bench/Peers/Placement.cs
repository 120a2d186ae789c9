using System.Globalization;

namespace Holdfast.Bench.Peers;

/// <summary>Which processor a process has to itself, so that both sides of a comparison do the same way.</summary>
/// <remarks>
/// A wake on the waker's own processor is a change of threads; on another one that has gone to sleep it is an interrupt
/// and the end of that sleep, several times as long. Left alone, the scheduler keeps a bare pair that takes turns on
/// one processor, and two programs that work at the same time on two.
/// Source. sched_setaffinity(2).
/// </remarks>
internal static class Placement
{
    /// <summary>Tells a child on which processor to work.</summary>
    public const string Variable = "HOLDFAST_BENCH_PROCESSOR";

    /// <summary>Keeps this thread, and those it starts, on the processor that the parent named, if it did.</summary>
    public static void TakeAssigned()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (int.TryParse(named, CultureInfo.InvariantCulture, out int processor)) Native.StayOn(1UL << processor);
    }

    /// <summary>Runs something on one processor; null: anywhere.</summary>
    public static T On<T>(int? processor, Func<T> measure)
    {
        if (processor is null) return measure();
        Native.StayOn(1UL << processor.Value);
        try
        {
            return measure();
        }
        finally
        {
            Native.StayOn((1UL << Environment.ProcessorCount) - 1);
        }
    }
}
