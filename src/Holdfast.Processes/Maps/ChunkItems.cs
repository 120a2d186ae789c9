namespace Holdfast.Processes.Maps;

/// <summary>The items of a piece, as they are sent.</summary>
/// <param name="Count">How many.</param>
/// <param name="Kind">How they are given.</param>
/// <param name="Bytes">The items.</param>
internal readonly record struct ChunkItems(int Count, ChunkKind Kind, byte[] Bytes);
