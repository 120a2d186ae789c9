using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Readers;
using Holdfast.Replicas;
using Holdfast.Reporting;
using Holdfast.Stores;

namespace Holdfast;

/// <summary>An open store: the namespaces at one address.</summary>
/// <remarks>
/// Many opens of one address in one process share all that costs; each is closed on its own.
/// Threads. Any. Disposing wakes and ends every wait with <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed partial class Store : IDisposable, IAsyncDisposable
{
    private readonly List<Store> _children = [];
    private readonly object _lock = new();
    private volatile CancellationTokenSource? _closing;
    private volatile bool _isClosed;
    private volatile Task? _heldBack;

    private Store(string address, StoreCore core, StoreOptions options)
    {
        (Address, Core, Options) = (address, core, options);
        IdleReaders = new IdleReaders(options.TimeProvider);
    }

    /// <summary>Raised when background work (a checkpoint, a catch-up) meets a fault that no call can report.</summary>
    /// <remarks>
    /// Threads. On a thread of the store; a handler that throws ends the process, as any unhandled exception does.
    /// </remarks>
    public event EventHandler<StoreFaultEventArgs>? Faulted
    {
        add => Core.Faulted += value;
        remove => Core.Faulted -= value;
    }

    /// <summary>The address that the store was opened with.</summary>
    public string Address { get; }

    /// <summary>What the store promises beyond what every store does.</summary>
    public StoreCapabilities Capabilities => Core.Logs.Capabilities;

    /// <summary>The names of the namespaces, sorted; without the reserved ones, which begin with <c>$</c>.</summary>
    public IReadOnlyList<string> Namespaces
    {
        get
        {
            ThrowIfClosed();
            return [.. Core.Logs.ListNamespaces().Where(name => !NamespaceName.IsReserved(name))];
        }
    }

    internal StoreCore Core { get; }

    internal StoreOptions Options { get; }

    internal bool IsClosed => _isClosed;

    /// <summary>What commits to namespaces of users wait for, which reads do not; null: nothing.</summary>
    internal Task? HeldBack { get => _heldBack; set => _heldBack = value; }

    /// <summary>Keeps the places of the named readers that sleep.</summary>
    internal IdleReaders IdleReaders { get; }

    /// <summary>Ends what waits on behalf of this store when it is closed.</summary>
    internal CancellationToken Closing => (_closing ?? MakeClosing()).Token;

    /// <summary>Opens a store, and makes it when it does not exist.</summary>
    /// <param name="address">
    /// A folder, shared by all processes of the machine; <c>memory:</c> for one that ends with its close; or
    /// <c>memory:name</c> for one that all opens of that name in this process share.
    /// </param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <exception cref="HoldfastArgumentException">BadAddress.</exception>
    /// <exception cref="HoldfastException">The folder cannot be used; the code says why.</exception>
    public static Store Open(string address, StoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        Store store = OpenUnreported(address, options ?? new StoreOptions());
        store.ReportOpened();
        return store;
    }

    /// <inheritdoc cref="Open(string, StoreOptions?)"/>
    public static Task<Store> OpenAsync(
        string address, StoreOptions? options = null, CancellationToken token = default) =>
        Task.Run(() => Open(address, options), token);

    /// <summary>Gives the state of a namespace. Nothing is read or made before it is used.</summary>
    /// <param name="name">
    /// Any text that is not empty, is at most 200 characters long and does not begin with <c>$</c>.
    /// </param>
    /// <param name="initial">What the namespace holds when its first write makes it; null: nothing.</param>
    /// <exception cref="HoldfastArgumentException">InvalidName, ReservedName, RootNotObject.</exception>
    public State GetState(string name, Value? initial = null)
    {
        ThrowIfClosed();
        NamespaceName.Check(name);
        if (initial is { Kind: not ValueKind.Object })
            throw Failures.Of(ErrorCode.RootNotObject, "");

        return new State(this, name, StatePath.Root, Writer.Next(), initial);
    }

    /// <summary>Removes a namespace with its history.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="HoldfastArgumentException">InvalidName, ReservedName.</exception>
    public bool Remove(string name)
    {
        ThrowIfClosed();
        AtomicScope.ThrowIfInside();
        NamespaceName.Check(name);

        // A namespace of that name begins anew; the places of its readers would lie in its future. Before, in case this
        // process dies between the two; after, for readers that went on meanwhile.
        Value? places = TryForgetPlaces(name);
        bool removed;
        try
        {
            removed = Core.Remove(name);
        }
        catch (HoldfastException) when (places is not null)
        {
            _ = GetReserved(ReaderPlace.Namespace).TrySet(
                StatePath.Root / name, places.Value, Condition.IfMissing, out _);
            throw;
        }

        ForgetPlaces(name);
        return removed;
    }

    /// <summary>Closes it. What was committed is flushed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed) return;

            _isClosed = true;
        }

        _closing?.Cancel();
        IdleReaders.Dispose();
        foreach (Store child in _children)
        {
            child.Dispose();
        }

        foreach (Replica replica in Core.Replicas)
        {
            replica.Watchers.FailOwned(this, Closed);
        }

        Core.Close();
        Telemetry.Closed(Address);
    }

    /// <summary>Gives the address.</summary>
    public override string ToString() => Address;

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    /// <summary>Opens a store without a word to telemetry, whose event source takes longer than all the rest.</summary>
    /// <remarks>For who hands it on first; <see cref="ReportOpened"/> is to follow.</remarks>
    internal static Store OpenUnreported(string address, StoreOptions options) =>
        new(address, StoreCore.Share(() => Engines.Open(address, options)), options);

    /// <summary>Reports that it was opened.</summary>
    internal void ReportOpened() => Telemetry.Opened(Address);

    /// <summary>Opens a store whose decision rule a test chooses.</summary>
    internal static Store Open(Func<Logs.LogStore> open, StoreOptions options) =>
        new("test:", StoreCore.Share(open), options);

    internal State GetReserved(string name) => new(this, name, StatePath.Root, Writer.Next(), null);

    internal Store OpenChild(string address)
    {
        Store child = Open(address, Options);
        lock (_lock)
        {
            if (!_isClosed)
            {
                _children.Add(child);
                return child;
            }
        }

        child.Dispose();
        throw Closed();
    }

    internal static ObjectDisposedException Closed() => new(nameof(Store));

    /// <returns>What was forgotten; null: nothing.</returns>
    private Value? TryForgetPlaces(string name)
    {
        try
        {
            return ForgetPlaces(name);
        }
        catch (HoldfastException)
        {
            // A full disk is no reason to keep what is to be removed; it is told afterwards.
            return null;
        }
    }

    private Value? ForgetPlaces(string name)
    {
        if (!Core.Logs.ListNamespaces().Contains(ReaderPlace.Namespace)) return null;

        State readers = GetReserved(ReaderPlace.Namespace);
        Value? places = readers.TryGet(StatePath.Root / name, out Value found) ? found : default(Value?);
        readers.Remove(StatePath.Root / name);
        return places;
    }

    // Made when it is first asked for: a store that is only looked at does not pay for it.
    private CancellationTokenSource MakeClosing()
    {
        lock (_lock)
        {
            if (_closing is { } made) return made;

            CancellationTokenSource closing = new();
            if (_isClosed) closing.Cancel();

            _closing = closing;
            return closing;
        }
    }

    internal void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_isClosed, this);
}
