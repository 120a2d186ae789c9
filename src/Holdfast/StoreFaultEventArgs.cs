namespace Holdfast;

/// <summary>Tells of a fault in background work, which no call can report: a checkpoint, a catch-up.</summary>
public sealed class StoreFaultEventArgs : EventArgs
{
    internal StoreFaultEventArgs(string name, Exception fault) => (Namespace, Fault) = (name, fault);

    /// <summary>The namespace that it is about.</summary>
    public string Namespace { get; }

    /// <summary>The fault.</summary>
    public Exception Fault { get; }
}
