using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast;

/// <content>Looking after a store.</content>
public sealed partial class Store
{
    /// <summary>Says who has the store open, and how its namespaces are.</summary>
    public StoreStatus GetStatus()
    {
        ThrowIfClosed();
        StoreStatus status = Core.Logs.GetStatus();
        return status with { Namespaces = [.. status.Namespaces.Select(WithApplied)] };
    }

    /// <summary>Reads all that is kept, and says what is not intact; an empty list is good news.</summary>
    /// <param name="mode">What to do with it.</param>
    /// <remarks>Cost. All bytes of the store; readers and writers go on, unless it repairs.</remarks>
    /// <exception cref="HoldfastException">StoreBusy: a repair while another process has the store open.</exception>
    public IReadOnlyList<StoreDamage> Check(CheckMode mode = CheckMode.Report)
    {
        ThrowIfClosed();
        return Core.Logs.Check(mode);
    }

    /// <summary>Writes checkpoints and lets go of the history that <see cref="Retention"/> does not keep; readers and writers go on.</summary>
    public void Compact()
    {
        ThrowIfClosed();
        foreach (string name in Core.Logs.ListNamespaces())
        {
            Core.Find(name)?.SaveCheckpoint();
        }

        Core.Logs.Compact();
    }

    /// <inheritdoc cref="Compact"/>
    public Task CompactAsync(CancellationToken token = default) => Task.Run(Compact, token);

    /// <summary>Copies the running store into an empty or new folder, which is a store of its own from then on.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="token">Ends it; what was copied is left behind.</param>
    /// <remarks>
    /// Durability. The copy is on disk when this ends, each namespace at a whole commit. Revisions of the copy go on with a gap,
    ///             so that no number means two things.
    /// </remarks>
    /// <exception cref="HoldfastException">NotAStore: the folder is not empty; NotSupported: the store is in memory; or an operating fault.</exception>
    public Task BackupAsync(string folder, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ThrowIfClosed();
        return Task.Run(() => Core.Logs.Backup(folder, token), token);
    }

    /// <summary>A log that orders first does not know its newest revision; the replica does.</summary>
    private NamespaceStatus WithApplied(NamespaceStatus status)
    {
        if (Core.FindOpen(status.Name) is not { } replica)
        {
            return status;
        }

        Tip tip = replica.Read();
        return status with
        {
            NewestRevision = tip.Revision,
            DurableRevision = Math.Min(tip.Revision, replica.Log.DurableRevision),
        };
    }
}
