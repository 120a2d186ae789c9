using System.Runtime.CompilerServices;
using Holdfast.Processes.Children;
using Holdfast.Processes.Maps;
using Holdfast.Processes.Table;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes;

/// <summary>Starts functions in other processes that share one state, and looks after them.</summary>
/// <remarks>
/// Shape.   Disposing of it stops all that it started. What becomes of them when the program ends without that,
///          <see cref="ProcessContextOptions.Ending"/> says; a program that is killed leaves none behind, since a child
///          ends with its parent unless it was asked to outlive it.
/// Threads. Any.
/// Source.  zproc's Context.
/// </remarks>
public sealed partial class ProcessContext : IDisposable, IAsyncDisposable
{
    /// <summary>So long an end waits for the look at all processes, which the kernel may hold up.</summary>
    private static readonly TimeSpan StrayPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<ChildProcess> _processes = [];
    private readonly PrivateStore? _private;
    private readonly bool _ownsStore;
    private readonly RunningPieces _pieces = new();
    private WorkerCrew? _crew;
    private bool _isDisposed;

    /// <summary>Makes one on a store.</summary>
    /// <param name="address">
    /// The store's address; null: a private one in the folder for temporary files, which is removed at the end; after a
    /// program that was killed the next one that makes such a store does it.
    /// </param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <exception cref="Errors.HoldfastException">
    /// The store cannot be used; the code says why. ChildFailed: this process was started as a child, and start-up
    /// hooks are switched off in it; <see cref="ProcessWorker.TryRun"/> is missing.
    /// </exception>
    [OverloadResolutionPriority(1)] // A null that could also be a store is an address.
    public ProcessContext(string? address = null, ProcessContextOptions? options = null)
    {
        Entry.MissedEntry.ThrowIfMissed();
        Options = options ?? new ProcessContextOptions();
        _private = address is null ? PrivateStore.Make() : null;
        address ??= _private!.Folder;
        Store = Store.Open(address, Options.Store);
        (_ownsStore, Address, Table) = (true, AddressOf(address), new ProcessTable(Store));
        Spares = SpareChildren.For(this);
        LiveContexts.Add(this);
    }

    /// <summary>Makes one on a store that is open and stays so.</summary>
    /// <exception cref="Errors.HoldfastException">ChildFailed, as above.</exception>
    public ProcessContext(Store store, ProcessContextOptions? options = null)
        : this(store, options ?? new ProcessContextOptions(), ownId: null)
    {
    }

    internal ProcessContext(Store store, ProcessContextOptions options, string? ownId)
    {
        ArgumentNullException.ThrowIfNull(store);
        Entry.MissedEntry.ThrowIfMissed();
        (Options, Store, OwnId) = (options, store, ownId);
        (Address, Table) = (AddressOf(store.Address), new ProcessTable(store));
        Spares = SpareChildren.For(this);
        LiveContexts.Add(this);
    }

    /// <summary>The store's address, as any process can open it.</summary>
    public string Address { get; }

    /// <summary>The namespace of the state that functions get.</summary>
    public string Namespace => Options.Namespace;

    /// <summary>The store.</summary>
    public Store Store { get; }

    /// <summary>The state that functions get.</summary>
    public State State
    {
        get
        {
            ThrowIfDisposed();
            return field ??= Store.GetState(Namespace);
        }
    }

    /// <summary>The processes that were made here, in order; without the workers.</summary>
    /// <remarks>Shape. They stay, with their results, until <see cref="Forget(ChildProcess)"/>.</remarks>
    public IReadOnlyList<ChildProcess> Processes
    {
        get
        {
            lock (_lock) return [.. _processes];
        }
    }

    internal ProcessContextOptions Options { get; }

    internal ProcessTable Table { get; }

    /// <summary>The children that wait for what they are to run; null: there are to be none.</summary>
    internal SpareChildren? Spares { get; }

    /// <summary>The id of this process in the table, if it is a child itself.</summary>
    internal string? OwnId { get; }

    internal DateTimeOffset Now => Store.Options.TimeProvider.GetUtcNow();

    /// <summary>Stops all processes and workers, at the same time, and closes what belongs to it.</summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ThreadGoesOn: one is a thread, and does not end; all others have ended, and the context is over.
    /// </exception>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
        }

        LiveContexts.Remove(this);
        try
        {
            // All have ended before the store is closed, also when one of them cannot be ended.
            Task workers = Task.WhenAll((_crew?.End() ?? []).Select(worker => worker.StopAsync()));
            Task spares = Spares?.EndAsync() ?? Task.CompletedTask;
            await Task.WhenAll(workers, spares, StopSupervisorsAsync(), StopEachAsync(null)).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAny(Strays.WhenDone(), Task.Delay(StrayPatience)).ConfigureAwait(false);
            if (_ownsStore) Store.Dispose();
            _private?.Remove();
        }
    }

    /// <summary>Ends the processes as the options say, because the program ends.</summary>
    internal void EndWithProgram()
    {
        if (Options.Ending == ProcessEnding.Leave) return;
        if (Options.Ending == ProcessEnding.Wait)
            Task.WaitAll([.. Processes.Select(process => process.Ended).OfType<Task>()]);
        Dispose();
    }

    /// <summary>Lets go of all children, because the parent of this process has died.</summary>
    internal static void AbandonAll()
    {
        foreach (ProcessContext context in LiveContexts.All)
        {
            foreach (ChildProcess process in context.Processes.Concat(context.LiveWorkers)) process.Abandon();
            foreach (Supervision.Supervisor supervisor in context.Supervisors) supervisor.Abandon();
        }
    }

    internal bool IsDisposed => Volatile.Read(ref _isDisposed);

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    private static string AddressOf(string address) =>
        address.Contains(':', StringComparison.Ordinal) ? address : Path.GetFullPath(address);
}
