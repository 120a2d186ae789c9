using Holdfast.Reporting;

namespace Holdfast.Processes.Maps.Progress;

/// <summary>Counts what is done of a map, and tells and shows it to those who want to know.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class MapTally
{
    private readonly Lock _lock = new();
    private readonly IProgress<MapProgress>? _told;
    private readonly ProgressBar? _bar;
    private MapProgress _now;

    public MapTally(long? total, MapOptions options)
    {
        _now = new MapProgress(0, total, 0);
        _told = options.Progress;
        _bar = options.ShowsProgress ? new ProgressBar(options.Terminal, TimeProvider.System) : null;
    }

    /// <summary>Counts a piece, and tells it.</summary>
    public void Add(int done, int failed)
    {
        // Under the lock, so that what is told only grows.
        lock (_lock)
        {
            _now = _now with { Done = _now.Done + done, Failed = _now.Failed + failed };
            try
            {
                _told?.Report(_now);
            }
            catch (Exception fault)
            {
                CallbackFailures.Report(this, "progress of a map", fault);
            }
        }
    }

    /// <summary>Draws it, where a bar was asked for.</summary>
    /// <remarks>Apart from the counting: a terminal that was stopped by a key must hold up no result.</remarks>
    public void Show()
    {
        if (_bar is null) return;
        MapProgress now;
        lock (_lock) now = _now;
        _bar.Show(now);
    }

    /// <summary>Takes the bar away.</summary>
    public void Clear() => _bar?.Clear();
}
