using System.Collections.Concurrent;
using Holdfast.Reporting;

namespace Holdfast.Tests.Lifecycle;

/// <summary>Collects the failures that are reported of one object, while a test looks.</summary>
internal sealed class Reports : IDisposable
{
    private readonly object _source;
    private readonly ConcurrentQueue<Exception> _failures = new();

    public Reports(object source)
    {
        _source = source;
        CallbackFailures.Failed += Collect;
    }

    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>Waits until so many were reported, and gives them: for reports that come from another thread.</summary>
    public IReadOnlyCollection<Exception> Await(int count)
    {
        DateTime end = DateTime.UtcNow + TimeSpan.FromMinutes(1);
        lock (_failures)
        {
            while (_failures.Count < count && DateTime.UtcNow < end) Monitor.Wait(_failures, end - DateTime.UtcNow);
            return _failures;
        }
    }

    public void Dispose() => CallbackFailures.Failed -= Collect;

    private void Collect(object? source, CallbackFailedEventArgs report)
    {
        if (source != _source) return;
        lock (_failures)
        {
            _failures.Enqueue(report.Failure);
            Monitor.PulseAll(_failures);
        }
    }
}
