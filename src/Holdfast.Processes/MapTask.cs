namespace Holdfast.Processes;

/// <summary>A ticket for the results of a stored map, for any process that has the store.</summary>
/// <param name="Id">The id of the map.</param>
/// <param name="ChunkCount">In how many pieces the map is computed.</param>
/// <remarks>
/// Shape.   Becomes JSON and back by itself: it can be an argument, a result, or a part of a state.
/// Threads. Immutable.
/// Source.  zproc's TaskDetail.
/// </remarks>
public sealed record MapTask(string Id, int ChunkCount);
