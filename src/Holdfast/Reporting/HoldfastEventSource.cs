using System.Diagnostics.Tracing;

namespace Holdfast.Reporting;

/// <summary>What happens rarely and matters: for <c>dotnet-trace</c> and for logging in a host.</summary>
[EventSource(Name = Telemetry.Name)]
internal sealed class HoldfastEventSource : EventSource
{
    public static readonly HoldfastEventSource Log = new();

    [Event(1, Level = EventLevel.Informational, Message = "The store {0} was opened.")]
    public void StoreOpened(string address) => WriteEvent(1, address);

    [Event(2, Level = EventLevel.Informational, Message = "The store {0} was closed.")]
    public void StoreClosed(string address) => WriteEvent(2, address);

    [Event(3, Level = EventLevel.Informational, Message = "A checkpoint of {0} was kept at revision {1}.")]
    public void CheckpointKept(string name, long revision) => WriteEvent(3, name, revision);

    [Event(4, Level = EventLevel.Warning,
        Message = "The replica of {0} jumped from revision {1} to the checkpoint of {2}.")]
    public void ReplicaJumped(string name, long from, long to) => WriteEvent(4, name, from, to);

    [Event(5, Level = EventLevel.Error, Message = "{0}: {1}: {2}")]
    public void BackgroundFault(string name, string code, string message) => WriteEvent(5, name, code, message);

    [Event(6, Level = EventLevel.Warning, Message = "{0} threw: {1}")]
    public void CallbackFailed(string callback, string failure) => WriteEvent(6, callback, failure);
}
