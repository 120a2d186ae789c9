namespace Holdfast.Lifecycle.Runs;

/// <summary>Tells the time in the world's terms, and never runs back while the process lives.</summary>
internal sealed class RunClock(TimeProvider clock)
{
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _timestamp = clock.GetTimestamp();

    public DateTimeOffset Now => _start + clock.GetElapsedTime(_timestamp);
}
