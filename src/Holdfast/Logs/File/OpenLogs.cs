using Holdfast.Logs.File.Flushing;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Waiting;

namespace Holdfast.Logs.File;

/// <summary>The logs that this process has open in one store: one object per namespace.</summary>
/// <remarks>
/// Threads. Any. The store lock is never taken under the guard: removal takes them the other way round.
/// </remarks>
internal sealed class OpenLogs(StoreSession session, Supervisor waiting, Action<FlushGroup> leadFlush)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<string, FileLog> _logs = new(StringComparer.Ordinal);

    /// <summary>Gives the log of a namespace; null when it is not open, or when the namespace was removed.</summary>
    public FileLog? Find(string name)
    {
        lock (_guard)
        {
            return _logs.TryGetValue(name, out FileLog? log) && !log.IsRemoved ? log : null;
        }
    }

    /// <summary>Opens the log of a namespace; null when it was removed meanwhile.</summary>
    public FileLog? TryOpen(string name, string folder)
    {
        // Which folder has the name is looked up under the lock: nobody removes it or makes another one there.
        LogContext? context = session.UnderStoreLock(() => FileIdentity.TryGet(folder) is { } facts
            ? SlotTable.Find(session, name, folder, facts.Identity.Inode)
            : null);
        if (context is null) return null;

        FileLog? removed;
        FileLog log;
        lock (_guard)
        {
            _logs.Remove(name, out FileLog? present);
            bool isPresent = present is not null && !present.IsRemoved;
            (log, removed) = isPresent
                ? (present!, null)
                : (new FileLog(context, leadFlush, waiting), present);
            _logs.Add(name, log);
        }

        if (log.Context == context) waiting.Add(log);

        if (removed is not null) Drop(removed);

        return log;
    }

    /// <summary>Takes out a log that has come to its end; whoever has it must close it.</summary>
    public void Forget(FileLog log)
    {
        lock (_guard)
        {
            if (_logs.GetValueOrDefault(log.Name) == log) _logs.Remove(log.Name);
        }

        waiting.Remove(log);
    }

    /// <summary>Closes the log of a namespace that another process removed.</summary>
    public void Drop(FileLog removed)
    {
        Forget(removed);
        removed.Close();
    }
}
