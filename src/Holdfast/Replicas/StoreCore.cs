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

    // Few, and compared by reference: a dictionary makes its comparer by reflection.
    private static readonly List<StoreCore> Open = [];

    /// <summary>
    /// How often a waiter for a namespace that does not exist looks whether another process made it; one made by this
    /// process is noticed at once.
    /// </summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static bool _isLagObserved;

    private readonly Dictionary<string, Replica> _replicas = new(StringComparer.Ordinal);

    // Held while a namespace is opened or removed; the other one for the dictionary alone, inside it or without it.
    private readonly object _lock = new();
    private readonly object _replicasLock = new();
    private TaskCompletionSource? _opening;
    private int _handles;

    private StoreCore(LogStore logs) => Logs = logs;

    /// <summary>Raised by background work that meets a fault; on a thread of its own.</summary>
    public event EventHandler<StoreFaultEventArgs>? Faulted;

    /// <summary>The engine.</summary>
    public LogStore Logs { get; }

    /// <summary>The replicas that are open.</summary>
    public Replica[] Replicas
    {
        get
        {
            lock (_replicasLock)
            {
                var replicas = new Replica[_replicas.Count];
                _replicas.Values.CopyTo(replicas, 0);
                return replicas;
            }
        }
    }

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
            StoreCore? core = Open.Find(each => each.Logs == logs);
            if (core is null)
            {
                core = new StoreCore(logs);
                Open.Add(core);
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
            if (--_handles == 0) Open.RemoveAt(Open.FindIndex(each => each == this));
        }

        // Not under the lock: it waits for the store's threads, which may run a handler that opens or closes a store.
        Logs.Dispose();
    }

    /// <summary>Gives the replica of a namespace that is open already; null when it is not.</summary>
    public Replica? FindOpen(string name)
    {
        lock (_replicasLock)
        {
            return _replicas.GetValueOrDefault(name);
        }
    }

    /// <summary>Gives the replica of a namespace; null when the namespace does not exist.</summary>
    public Replica? Find(string name) =>
        FindUsable(name) ?? OpenReplica(name, () => Logs.OpenLog(name));

    /// <summary>Gives the replica of a namespace, which is made when it does not exist.</summary>
    public Replica Create(string name) =>
        FindUsable(name) ?? OpenReplica(name, () => Logs.CreateLog(name))!;

    /// <summary>Gives the replica of a namespace when it exists, and does not make it.</summary>
    public async Task<Replica> FindWhenMadeAsync(string name, CancellationToken token)
    {
        while (true)
        {
            // Asked for before the look, so that one that is made between the two is not missed.
            Task opening = NextOpening();
            token.ThrowIfCancellationRequested();
            if (Find(name) is { } replica) return replica;

            await Task.WhenAny(opening, Task.Delay(LookEvery, token)).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a namespace; false when there was none.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            bool removed = Logs.RemoveNamespace(name);
            if (FindOpen(name) is { } replica && TryForget(name, replica))
                replica.Remove(replica.Log.Fault);

            return removed;
        }
    }

    /// <summary>Reports, from now on, how far the replicas of this process lag.</summary>
    public static void ObserveLag()
    {
        if (Telemetry.IsOn && !Interlocked.Exchange(ref _isLagObserved, true)) ReportLag();
    }

    // Apart, so that a program without telemetry does not load the metrics assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReportLag() => Telemetry.ObserveLag(MeasureLag);

    private static List<Measurement<long>> MeasureLag()
    {
        lock (OpenLock)
        {
            return [.. Open.SelectMany(core => core.Replicas).Select(replica => new Measurement<long>(
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
        Replica? replica = FindOpen(name);
        if (replica?.Log.Fault is not HoldfastException { Code: ErrorCode.StoreReplaced } fault)
            return replica;

        if (TryForget(name, replica)) replica.Watchers.Fail(fault);

        return null;
    }

    /// <summary>Lets go of a replica; false when the name stands for another one by now, or for none.</summary>
    private bool TryForget(string name, Replica replica)
    {
        lock (_replicasLock)
        {
            return FindOpen(name) == replica && _replicas.Remove(name);
        }
    }

    /// <summary>Ends when this process opens a namespace.</summary>
    private Task NextOpening()
    {
        lock (_replicasLock)
        {
            _opening ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _opening.Task;
        }
    }

    private Replica? OpenReplica(string name, Func<Log?> openLog)
    {
        lock (_lock)
        {
            if (FindUsable(name) is { } open) return open;

            if (openLog() is not { } log) return null;

            Replica replica = Replica.Open(log, ReportFault);
            TaskCompletionSource? opening;
            lock (_replicasLock)
            {
                _replicas[name] = replica;
                (opening, _opening) = (_opening, null);
            }

            opening?.SetResult();
            return replica;
        }
    }
}
