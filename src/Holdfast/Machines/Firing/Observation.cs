namespace Holdfast.Machines.Firing;

/// <summary>What an observer gets to be taken away with.</summary>
internal sealed class Observation(Action end) : IDisposable
{
    public void Dispose() => end();
}
