using System.Diagnostics;

namespace Holdfast.Proof.Child;

/// <summary>Tells how long this process did not run at all although it wanted to.</summary>
/// <remarks>
/// A busy machine keeps a process waiting as well as a lock does. What a thread that waits for nobody overslept is the
/// machine's part, and is not held against the store.
/// </remarks>
internal sealed class StallMeter
{
    private const int PauseMilliseconds = 5;
    private long _longest;
    private long _beat = Stopwatch.GetTimestamp();

    private StallMeter()
    {
    }

    public static StallMeter Start()
    {
        var meter = new StallMeter();
        new Thread(meter.Beat) { IsBackground = true, Priority = ThreadPriority.Normal }.Start();
        return meter;
    }

    /// <summary>Gives the longest stall since the last call, also one that has not ended.</summary>
    public TimeSpan Take()
    {
        TimeSpan running = Stopwatch.GetElapsedTime(Volatile.Read(ref _beat));
        TimeSpan longest = Stopwatch.GetElapsedTime(0, Interlocked.Exchange(ref _longest, 0));
        return running > longest ? running : longest;
    }

    private void Beat()
    {
        while (true)
        {
            Thread.Sleep(PauseMilliseconds);
            long now = Stopwatch.GetTimestamp();
            long elapsed = now - _beat;
            Volatile.Write(ref _beat, now);
            if (elapsed > Volatile.Read(ref _longest))
            {
                Volatile.Write(ref _longest, elapsed);
            }
        }
    }
}
