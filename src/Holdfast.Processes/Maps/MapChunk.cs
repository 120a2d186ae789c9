using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Maps;

/// <summary>One piece of a map on its way.</summary>
/// <param name="First">The place of its first item in the map.</param>
/// <param name="Count">How many items it has.</param>
/// <param name="Result">What becomes of it.</param>
internal sealed record MapChunk(long First, int Count, Task<ChunkResult> Result);
