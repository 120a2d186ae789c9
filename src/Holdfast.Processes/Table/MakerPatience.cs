using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Table;

/// <summary>
/// How long the word of the one that started a process is waited for when that has died: it says how, but may itself be
/// gone or stopped, or have closed the store.
/// </summary>
internal struct MakerPatience
{
    private const int Milliseconds = 1000;

    private long _since;

    /// <summary>Whether nobody will say any more how it ended; the first call begins the time.</summary>
    public bool IsOver(StoreProcess maker, LivingProcesses living)
    {
        long now = Environment.TickCount64;
        long since = Interlocked.CompareExchange(ref _since, now, 0);
        return !living.Contains(maker) || (since != 0 && now - since >= Milliseconds);
    }
}
