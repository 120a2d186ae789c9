namespace Holdfast.Processes.Maps;

/// <summary>How the items of a piece are given.</summary>
internal enum ChunkKind : byte
{
    /// <summary>A JSON array of what the function takes.</summary>
    JsonItems,

    /// <summary>Numbers as memory has them.</summary>
    RawItems,

    /// <summary>For each call its arguments, as a single call has them.</summary>
    Arguments,
}
