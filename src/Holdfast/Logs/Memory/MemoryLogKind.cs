namespace Holdfast.Logs.Memory;

/// <summary>When a memory log's proposals are decided.</summary>
internal enum MemoryLogKind
{
    /// <summary>Before the append, as on the file log.</summary>
    DecideFirst,

    /// <summary>On reading, as on logs whose order an outside engine makes.</summary>
    OrderFirst,
}
