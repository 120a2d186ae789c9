using System.Diagnostics;
using System.Globalization;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Children;

/// <summary>
/// Sleeps on a word that another process shares, answers on a second one, and tells how long the way here took.
/// </summary>
internal sealed class FutexRole(string path) : IDisposable
{
    public const int Bell = 0;
    public const int Reply = 1;

    private readonly SharedWords _words = new(path);
    private uint _seen;

    /// <summary>Takes so many calls. Each carries the time at which it began.</summary>
    /// <returns>Nanoseconds, with blanks between.</returns>
    public string Take(int count)
    {
        double[] latencies = new double[count];
        for (int index = 0; index < count; index++)
        {
            _seen = _words.Await(Bell, _seen);
            long now = Stopwatch.GetTimestamp();
            latencies[index] = (now - _words.ReadMessage(Bell)) * (1e9 / Stopwatch.Frequency);
            _words.Ring(Reply, now);
        }

        return string.Join(' ', latencies.Select(latency => latency.ToString(CultureInfo.InvariantCulture)));
    }

    public void Dispose() => _words.Dispose();
}
