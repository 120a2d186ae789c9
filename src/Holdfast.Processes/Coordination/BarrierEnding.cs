namespace Holdfast.Processes.Coordination;

/// <summary>The end of a barrier's round.</summary>
/// <param name="Broken">Why it was broken; null: all came.</param>
internal sealed record BarrierEnding(string? Broken)
{
    public static BarrierEnding Met { get; } = new(Broken: null);
}
