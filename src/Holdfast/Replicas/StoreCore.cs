using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Reporting;

namespace Holdfast.Replicas;

/// <summary>An engine's open store with one replica a namespace, shared by all who opened it in this process.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class StoreCore
{
    private static readonly object OpenLock = new();
    private static readonly Dictionary<LogStore, StoreCore> Open = [];

    private readonly ConcurrentDictionary<string, Replica> _replicas = new(StringComparer.Ordinal);
    private readonly object _lock = new();
    private int _handles;

    static StoreCore()
    {
        if (Telemetry.IsOn)
        {
            ObserveLag();
        }
    }

    private StoreCore(LogStore logs) => Logs = logs;

    /// <summary>Raised by background work that meets a fault; on a thread of its own.</summary>
    public event EventHandler<StoreFaultEventArgs>? Faulted;

    /// <summary>The engine.</summary>
    public LogStore Logs { get; }

    /// <summary>The replicas that are open.</summary>
    public IEnumerable<Replica> Replicas => _replicas.Values;

    /// <summary>
    /// Gives the core of an open store, the same for all who share it; each must <see cref="Close"/> it once.
    /// </summary>
    /// <param name="open">
    /// Opens the store; counted by the engine, which gives the same object for the same store.
    /// </param>
    public static StoreCore Share(Func<LogStore> open)
    {
        lock (OpenLock)
        {
            LogStore logs = open();
            if (!Open.TryGetValue(logs, out StoreCore? core))
            {
                core = new StoreCore(logs);
                Open.Add(logs, core);
            }

            core._handles++;
            return core;
        }
    }

    /// <summary>Gives it back; the last one ends the replicas.</summary>
    public void Close()
    {
        lock (OpenLock)
        {
            if (--_handles == 0)
            {
                Open.Remove(Logs);
            }
        }

        // Not under the lock: it waits for the store's threads, which may run a handler that opens or closes a store.
        Logs.Dispose();
    }

    /// <summary>Gives the replica of a namespace that is open already; null when it is not.</summary>
    public Replica? FindOpen(string name) => _replicas.GetValueOrDefault(name);

    /// <summary>Gives the replica of a namespace; null when the namespace does not exist.</summary>
    public Replica? Find(string name) =>
        FindUsable(name) ?? OpenReplica(name, () => Logs.OpenLog(name));

    /// <summary>Gives the replica of a namespace, which is made when it does not exist.</summary>
    public Replica Create(string name) =>
        FindUsable(name) ?? OpenReplica(name, () => Logs.CreateLog(name))!;

    /// <summary>Removes a namespace; false when there was none.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            bool removed = Logs.RemoveNamespace(name);
            if (_replicas.TryRemove(name, out Replica? replica))
            {
                replica.Remove(replica.Log.Fault);
            }

            return removed;
        }
    }

    // Apart, so that a program without telemetry does not load the metrics assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ObserveLag() => Telemetry.ObserveLag(MeasureLag);

    private static List<Measurement<long>> MeasureLag()
    {
        lock (OpenLock)
        {
            return [.. Open.Values.SelectMany(core => core.Replicas).Select(replica => new Measurement<long>(
                Math.Max(0, replica.Log.Tail.Number - replica.Applied.Position.Number),
                new KeyValuePair<string, object?>(Telemetry.NamespaceTag, replica.Log.Name)))];
        }
    }

    private void ReportFault(string name, Exception fault)
    {
        // Lets go of the replica when it is that of a namespace that was removed.
        _ = FindUsable(name);
        string code = (fault as IHoldfastError)?.Code.ToText() ?? "";
        HoldfastEventSource.Log.BackgroundFault(name, code, fault.Message);
        Faulted?.Invoke(this, new StoreFaultEventArgs(name, fault));
    }

    // The replica of a namespace that was removed, by whatever process, stands for that one only and not for its name.
    private Replica? FindUsable(string name)
    {
        if (!_replicas.TryGetValue(name, out Replica? replica)
            || replica.Log.Fault is not HoldfastException { Code: ErrorCode.StoreReplaced } fault)
        {
            return replica;
        }

        if (_replicas.TryRemove(new KeyValuePair<string, Replica>(name, replica)))
        {
            replica.Watchers.Fail(fault);
        }

        return null;
    }

    private Replica? OpenReplica(string name, Func<Log?> openLog)
    {
        lock (_lock)
        {
            if (FindUsable(name) is { } open)
            {
                return open;
            }

            if (openLog() is not { } log)
            {
                return null;
            }

            Replica replica = Replica.Open(log, ReportFault);
            _replicas[name] = replica;
            return replica;
        }
    }
}
