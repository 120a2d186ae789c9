namespace Holdfast.Logs.File.Maintenance;

/// <summary>How a store is: its identity, who has it open, and its namespaces.</summary>
internal sealed record FileStoreStatus(
    Guid Id, long Generation, bool IsDurable, IReadOnlyList<ProcessStatus> Processes, IReadOnlyList<LogStatus> Logs);
