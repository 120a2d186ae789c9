using System.Diagnostics;

namespace Holdfast.Bench.Children;

/// <summary>Another process that commits now and then, while this one is measured.</summary>
internal sealed class WriteRole(string folder) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Store _store = Store.Open(folder);

    public long Run(TimeSpan time)
    {
        State state = _store.GetState("read");
        StatePath path = StatePath.Parse("/stock/coffee");
        long start = Stopwatch.GetTimestamp();
        long count = 0;
        for (; Stopwatch.GetElapsedTime(start) < time; count++)
        {
            state.Set(path, count);
            Thread.Sleep(Pause);
        }

        return count;
    }

    public void Dispose() => _store.Dispose();
}
