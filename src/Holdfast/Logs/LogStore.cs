namespace Holdfast.Logs;

/// <summary>An engine's open store: the logs of its namespaces.</summary>
/// <remarks>
/// Threads. Every member from any thread. Dispose flushes, and ends the store's threads; no callback runs after it.
/// </remarks>
internal abstract class LogStore : IDisposable
{
    /// <summary>What the engine promises.</summary>
    public abstract StoreCapabilities Capabilities { get; }

    /// <summary>Lists the namespaces that exist, sorted by ordinal name.</summary>
    public abstract IReadOnlyList<string> ListNamespaces();

    /// <summary>
    /// Opens the log of a namespace that exists; the same object each time. Null when it does not exist.
    /// </summary>
    public abstract Log? OpenLog(string name);

    /// <summary>Opens the log of a namespace, and makes it (durably) when it does not exist.</summary>
    public abstract Log CreateLog(string name);

    /// <summary>Removes a namespace with all its records; its open logs fail from then on, in every process.</summary>
    /// <returns>False when there was none.</returns>
    public abstract bool RemoveNamespace(string name);

    /// <summary>This process, as <see cref="GetProcesses"/> lists it.</summary>
    public abstract StoreProcess Self { get; }

    /// <summary>Lists the processes that have the store open now, by the kernel's word.</summary>
    public abstract IReadOnlyList<StoreProcess> GetProcesses();

    /// <summary>Says which processes have the store open, and the status of its namespaces.</summary>
    public abstract StoreStatus GetStatus();

    /// <summary>Reads all that is kept, and says what is not intact.</summary>
    /// <exception cref="Errors.HoldfastException">
    /// StoreBusy: a repair while another process has the store open.
    /// </exception>
    public abstract IReadOnlyList<StoreDamage> Check(CheckMode mode);

    /// <summary>Has checkpoints written, and lets go of the history that retention does not keep.</summary>
    public abstract void Compact();

    /// <summary>Copies the running store into an empty or new folder; the copy is on disk when this returns.</summary>
    /// <exception cref="Errors.HoldfastException">NotSupported: the engine has nothing to copy.</exception>
    public abstract void Backup(string target, CancellationToken token);

    /// <inheritdoc/>
    public abstract void Dispose();
}
