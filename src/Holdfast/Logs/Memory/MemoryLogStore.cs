using Holdfast.Errors;

namespace Holdfast.Logs.Memory;

/// <summary>A store in the memory of this process: it ends with its last close.</summary>
/// <param name="retention">What its logs keep.</param>
/// <param name="kind">When proposals are decided.</param>
/// <param name="onClosed">Called at each close; null when nobody shares the store.</param>
internal sealed class MemoryLogStore(Retention retention, MemoryLogKind kind, Action? onClosed = null) : LogStore
{
    private readonly object _lock = new();
    private readonly SortedDictionary<string, Log> _logs = new(StringComparer.Ordinal);

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
            if (!_logs.Remove(name, out Log? log))
            {
                return false;
            }

            var cause = new HoldfastException(
                ErrorCode.StoreReplaced, $"The namespace '{name}' was removed while it was open; get its state again.");
            (log as MemoryLog)?.Remove(cause);
            (log as MemoryOrderedLog)?.Remove(cause);
            return true;
        }
    }

    // The records go with the last reference to them.
    public override void Dispose() => onClosed?.Invoke();
}
