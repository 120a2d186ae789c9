using Holdfast.Reporting;

namespace Holdfast.Tests.Reporting;

public sealed class CallbackFailuresTests
{
    [Fact]
    public void Report_HandlerThatThrows_DoesNotStopTheNext()
    {
        InvalidOperationException failure = new("a callback's");
        CallbackFailedEventArgs? seen = null;
        EventHandler<CallbackFailedEventArgs> broken = (_, report) => ThrowFor(report, failure);
        EventHandler<CallbackFailedEventArgs> sound = (source, report) =>
        {
            if (ReferenceEquals(source, this)) seen = report;
        };
        CallbackFailures.Failed += broken;
        CallbackFailures.Failed += sound;
        try
        {
            CallbackFailures.Report(this, "observer of a cell", failure);
        }
        finally
        {
            CallbackFailures.Failed -= broken;
            CallbackFailures.Failed -= sound;
        }

        Assert.NotNull(seen);
        Assert.Same(failure, seen.Failure);
        Assert.Equal("observer of a cell", seen.Callback);
    }

    private static void ThrowFor(CallbackFailedEventArgs report, Exception failure)
    {
        if (ReferenceEquals(report.Failure, failure)) throw new InvalidOperationException("a handler's");
    }
}
