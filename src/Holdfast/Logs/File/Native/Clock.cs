namespace Holdfast.Logs.File.Native;

/// <summary>The clock that all processes of a machine share and nobody can set (CLOCK_MONOTONIC).</summary>
internal static unsafe class Clock
{
    private const int Monotonic = 1;

    /// <summary>Milliseconds since some moment before the machine started.</summary>
    public static long Milliseconds
    {
        get
        {
            TimeSpec time;
            _ = Libc.clock_gettime(Monotonic, &time);
            return (time.Seconds * 1000) + (time.Nanoseconds / 1_000_000);
        }
    }
}
