namespace Holdfast.Reporting;

/// <summary>Tells of an exception that a program's own callback threw while Holdfast called it.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed class CallbackFailedEventArgs : EventArgs
{
    internal CallbackFailedEventArgs(string callback, Exception failure) => (Callback, Failure) = (callback, failure);

    /// <summary>Which callback it was, in words: the kind of it and whose it is.</summary>
    public string Callback { get; }

    /// <summary>The exception that the callback threw.</summary>
    public Exception Failure { get; }
}
