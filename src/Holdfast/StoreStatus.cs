namespace Holdfast;

/// <summary>The status of a store at one moment.</summary>
/// <param name="Id">The store's identity; a copy keeps it.</param>
/// <param name="Generation">How often a process was the first to open it.</param>
/// <param name="IsDurable">Whether a flush protects from a power failure; false in memory.</param>
/// <param name="Processes">The processes that have it open.</param>
/// <param name="Namespaces">Its namespaces, the reserved ones too.</param>
public sealed record StoreStatus(
    Guid Id,
    long Generation,
    bool IsDurable,
    IReadOnlyList<StoreProcess> Processes,
    IReadOnlyList<NamespaceStatus> Namespaces);
