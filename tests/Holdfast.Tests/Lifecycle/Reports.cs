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

    public void Dispose() => CallbackFailures.Failed -= Collect;

    private void Collect(object? source, CallbackFailedEventArgs report)
    {
        if (source == _source) _failures.Enqueue(report.Failure);
    }
}
