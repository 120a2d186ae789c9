using Holdfast.Errors;

namespace Holdfast.Logs.Memory;

/// <summary>A store in the memory of this process: it ends with its last close.</summary>
/// <param name="retention">What its logs keep.</param>
/// <param name="kind">When proposals are decided.</param>
/// <param name="onClosed">Called at each close; null when nobody shares the store.</param>
internal sealed class MemoryLogStore(Retention retention, MemoryLogKind kind, Action? onClosed = null) : LogStore
{
    private readonly object _lock = new();
    private readonly Guid _id = Guid.NewGuid();
    private readonly DateTimeOffset _opened = DateTimeOffset.UtcNow;
    private readonly SortedDictionary<string, Log> _logs = new(StringComparer.Ordinal);

    public override StoreCapabilities Capabilities { get; } = new(
        IsShared: false, SurvivesProcesses: false, SurvivesPowerLoss: false, ReadsAreLinearizable: true);

    public override StoreProcess Self => new(Environment.ProcessId, _opened);

    public override IReadOnlyList<StoreProcess> GetProcesses() => [Self];

    public override IReadOnlyList<string> ListNamespaces()
    {
        lock (_lock)
        {
            return [.. _logs.Keys];
        }
    }

    public override Log? OpenLog(string name)
    {
        lock (_lock)
        {
            return _logs.GetValueOrDefault(name);
        }
    }

    public override Log CreateLog(string name)
    {
        lock (_lock)
        {
            if (!_logs.TryGetValue(name, out Log? log))
            {
                log = kind == MemoryLogKind.DecideFirst
                    ? new MemoryLog(name, retention)
                    : new MemoryOrderedLog(name, retention);
                _logs.Add(name, log);
            }

            return log;
        }
    }

    public override bool RemoveNamespace(string name)
    {
        lock (_lock)
        {
            if (!_logs.Remove(name, out Log? log)) return false;

            var cause = new HoldfastException(
                ErrorCode.StoreReplaced, $"The namespace '{name}' was removed while it was open; get its state again.");
            (log as MemoryLog)?.Remove(cause);
            (log as MemoryOrderedLog)?.Remove(cause);
            return true;
        }
    }

    public override StoreStatus GetStatus()
    {
        lock (_lock)
        {
            return new StoreStatus(_id, 1, IsDurable: false, GetProcesses(), [.. _logs.Values.Select(StatusOf)]);
        }
    }

    // Memory that is damaged cannot be told from memory that is not.
    public override IReadOnlyList<StoreDamage> Check(CheckMode mode) => [];

    public override void Compact()
    {
        Log[] logs;
        lock (_lock)
        {
            logs = [.. _logs.Values];
        }

        foreach (Log log in logs)
        {
            (log as MemoryLog)?.Compact();
            (log as MemoryOrderedLog)?.Compact();
        }
    }

    public override void Backup(string target, CancellationToken token) => throw new HoldfastException(
        ErrorCode.NotSupported, "A store in memory has no files to copy; write its documents with an export.");

    private static NamespaceStatus StatusOf(Log log) =>
        log is MemoryLog local ? local.GetStatus() : ((MemoryOrderedLog)log).GetStatus();

    // The records go with the last reference to them.
    public override void Dispose() => onClosed?.Invoke();
}
