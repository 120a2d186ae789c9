using System.Diagnostics;
using System.Globalization;

namespace Holdfast.Bench.Children;

/// <summary>
/// Sleeps in a watch until another process commits, and tells how long after the commit began it ran.
/// </summary>
internal sealed class WatchRole : IDisposable
{
    public static readonly StatePath Bell = StatePath.Parse("/bell");

    private readonly Store _store;
    private readonly Watch _watch;

    public WatchRole(string folder)
    {
        _store = Store.Open(folder);
        _watch = _store.GetState("wake").Watch(Bell);
    }

    /// <summary>
    /// Takes so many commits. Each carries the time at which it began, on the clock that all processes share.
    /// </summary>
    /// <returns>Nanoseconds, with blanks between.</returns>
    public string Take(int count) => TakeAsync(count).GetAwaiter().GetResult();

    public void Dispose()
    {
        _watch.Dispose();
        _store.Dispose();
    }

    private async Task<string> TakeAsync(int count)
    {
        double[] latencies = new double[count];
        for (int index = 0; index < count; index++)
        {
            Commit commit = await _watch.NextAsync();
            long now = Stopwatch.GetTimestamp();
            latencies[index] = (now - commit.After.Get(Bell).As<long>()) * (1e9 / Stopwatch.Frequency);
        }

        return string.Join(' ', latencies.Select(latency => latency.ToString(CultureInfo.InvariantCulture)));
    }
}
