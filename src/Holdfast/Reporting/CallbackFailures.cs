namespace Holdfast.Reporting;

/// <summary>
/// Reports what observers, listeners and actions of the program throw where no caller could be given it.
/// </summary>
/// <remarks>
/// Shape.   Such an exception never stops the others that are to be called, nor undoes what had already happened. It
///          comes here, and to the event source <c>Holdfast</c>, and nowhere else.
/// Threads. Any thread; handlers run on the thread on which the callback failed. What a handler throws is dropped,
///          since there is nobody left to tell.
/// </remarks>
public static class CallbackFailures
{
    /// <summary>Raised once for each exception of a callback.</summary>
    public static event EventHandler<CallbackFailedEventArgs>? Failed;

    /// <summary>Reports one failure; never throws.</summary>
    /// <param name="source">The object whose callback it was.</param>
    /// <param name="callback">The kind of it and whose it is, in words.</param>
    /// <param name="failure">What it threw.</param>
    internal static void Report(object? source, string callback, Exception failure)
    {
        Telemetry.CallbackFailed(callback, failure);
        if (Failed is not { } failed) return;
        CallbackFailedEventArgs report = new(callback, failure);
        foreach (EventHandler<CallbackFailedEventArgs> handler in Delegate.EnumerateInvocationList(failed))
        {
            try
            {
                handler(source, report);
            }
            catch (Exception)
            {
                // A handler of last resort failed: the failure that matters is in the event source already.
            }
        }
    }
}
