namespace Holdfast.Logs.Memory;

/// <summary>A run of records in one array, so that a million of them are one object to the garbage collector.</summary>
/// <remarks>Bytes below the log's tail never change; only the appender writes, and only above it.</remarks>
internal sealed class MemoryChunk(long start, int capacity)
{
    /// <summary>The position of its first byte.</summary>
    public long Start { get; } = start;

    /// <summary>The records, each four bytes length and the payload.</summary>
    public byte[] Bytes { get; } = new byte[capacity];

    /// <summary>How many bytes are filled.</summary>
    public int Count { get; set; }

    /// <summary>The position behind its last record.</summary>
    public long End => Start + Count;
}
