namespace Holdfast.Replicas;

/// <summary>The fact that a function has the turn; give it back with <see cref="Release"/>.</summary>
/// <param name="Turn">The turn; it is given back whatever became of the store or the namespace meanwhile.</param>
/// <param name="Until">
/// When others stop honouring it, in milliseconds of the machine's clock since boot; <see cref="long.MaxValue"/>:
/// never.
/// </param>
internal sealed record TurnHold(Turn Turn, long Until)
{
    /// <summary>Gives the turn back.</summary>
    public void Release() => Turn.Release();
}
