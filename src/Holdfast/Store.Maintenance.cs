using Holdfast.Errors;
using Holdfast.Replicas;
using Holdfast.Stores;

namespace Holdfast;

/// <content>Looking after a store.</content>
public sealed partial class Store
{
    /// <summary>This process, as one of those that have the store open; another after each close and open.</summary>
    public StoreProcess Self
    {
        get
        {
            ThrowIfClosed();
            return Core.Logs.Self;
        }
    }

    /// <summary>Whether a process has the store open, as it had when it was learned of.</summary>
    /// <remarks>
    /// The kernel says it, by a lock that ends with the process, however it ends; a process that gets the same number
    /// later is not mistaken for it. "No" is final.
    /// Cost. A system call for each process that has the store open.
    /// </remarks>
    public bool IsAlive(StoreProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        ThrowIfClosed();
        return Core.Logs.GetProcesses().Contains(process);
    }

    /// <summary>Says which processes have the store open, and the status of its namespaces.</summary>
    public StoreStatus GetStatus()
    {
        ThrowIfClosed();
        StoreStatus status = Core.Logs.GetStatus();
        return status with { Namespaces = [.. status.Namespaces.Select(WithApplied)] };
    }

    /// <summary>Reads all that is kept, and says what is not intact; an empty list is good news.</summary>
    /// <param name="mode">Whether damage is only reported, or repaired too.</param>
    /// <remarks>Cost. All bytes of the store; readers and writers go on, unless it repairs.</remarks>
    /// <exception cref="HoldfastException">StoreBusy: a repair while another process has the store open.</exception>
    public IReadOnlyList<StoreDamage> Check(CheckMode mode = CheckMode.Report)
    {
        ThrowIfClosed();
        return Core.Logs.Check(mode);
    }

    /// <summary>
    /// Writes checkpoints and trims the history that need not be kept; readers and writers go on.
    /// </summary>
    public void Compact()
    {
        ThrowIfClosed();
        foreach (string name in Core.Logs.ListNamespaces())
        {
            TrySaveCheckpoint(name);
        }

        Core.Logs.Compact();
    }

    private void TrySaveCheckpoint(string name)
    {
        try
        {
            Core.Find(name)?.SaveCheckpoint();
        }
        catch (Exception fault) when (fault
            is HoldfastException { Code: ErrorCode.StoreReplaced } or ObjectDisposedException)
        {
            // The namespace was removed meanwhile. Where it is the store that is gone or closed, the next call says so.
        }
    }

    /// <summary>Says how much history a namespace keeps, whichever process trims it.</summary>
    /// <returns>
    /// Null: nothing is stored with it (or it does not exist), and each process goes by its
    /// <see cref="StoreOptions.Retention"/>.
    /// </returns>
    /// <exception cref="HoldfastArgumentException">InvalidName, ReservedName.</exception>
    public Retention? GetRetention(string name)
    {
        ThrowIfClosed();
        NamespaceName.Check(name);
        return Core.Logs.OpenLog(name)?.GetRetention();
    }

    /// <summary>
    /// Stores with a namespace how much history it keeps, for every process that trims it from now on.
    /// </summary>
    /// <param name="name">The namespace; made when it does not exist.</param>
    /// <param name="retention">
    /// How much; null: nothing is stored, and each process goes by its <see cref="StoreOptions.Retention"/>.
    /// </param>
    /// <remarks>
    /// Durability. On disk when this returns, in a store that is; a backup and a copy of the store have it too.
    /// </remarks>
    /// <exception cref="HoldfastArgumentException">InvalidName, ReservedName.</exception>
    public void SetRetention(string name, Retention? retention)
    {
        ThrowIfClosed();
        AtomicScope.ThrowIfInside();
        NamespaceName.Check(name);
        Logs.Log? log = retention is null ? Core.Logs.OpenLog(name) : Core.Logs.CreateLog(name);
        log?.SetRetention(retention);
    }

    /// <summary>
    /// Stores how much history a namespace keeps, unless something is stored; for a feature that needs its history.
    /// </summary>
    /// <returns>Whether this call stored it; of several at once, in any process, one does.</returns>
    /// <remarks>Cost. Once something is stored: no I/O, so it can be called at each bind.</remarks>
    internal bool TrySetRetention(string name, Retention retention)
    {
        ThrowIfClosed();
        return Core.Logs.CreateLog(name).TrySetRetention(retention);
    }

    /// <inheritdoc cref="Compact"/>
    public Task CompactAsync(CancellationToken token = default) => Task.Run(Compact, token);

    /// <summary>
    /// Copies the running store into an empty or new folder, which is a store of its own from then on.
    /// </summary>
    /// <param name="folder">Where to.</param>
    /// <param name="token">Ends it; what was copied is left behind.</param>
    /// <remarks>
    /// Durability. The copy is on disk when this ends, each namespace at a whole commit. Revisions of the copy go on
    ///             with a gap, so that no number means two things.
    /// </remarks>
    /// <exception cref="HoldfastException">
    /// NotAStore: the folder is not empty, or cannot be made; NotSupported: the store is in memory; or an operating
    /// fault.
    /// </exception>
    public Task BackupAsync(string folder, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ThrowIfClosed();
        return Task.Run(() => Core.Logs.Backup(folder, token), token);
    }

    /// <summary>A log that orders first does not know its newest revision; the replica does.</summary>
    private NamespaceStatus WithApplied(NamespaceStatus status)
    {
        if (Core.FindOpen(status.Name) is not { } replica) return status;

        Tip tip = replica.Read();
        return status with
        {
            NewestRevision = new Revision(tip.Revision),
            DurableRevision = new Revision(Math.Min(tip.Revision, replica.Log.DurableRevision)),
        };
    }
}
