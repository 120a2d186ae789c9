using Holdfast.Errors;
using Holdfast.Logs.File.Flushing;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Maintenance;
using Holdfast.Logs.File.Namespaces;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Opening;
using Holdfast.Logs.File.Waiting;

namespace Holdfast.Logs.File;

/// <summary>A folder that any number of processes of one machine have open as one store.</summary>
/// <remarks>
/// Threads. Any. Opening a folder that this process has open already gives the same object, whatever the path or mount;
///          it is closed when it was disposed of as often as it was opened.
/// Source.  docs/file-log-format.md.
/// </remarks>
internal sealed unsafe class FileLogStore : LogStore
{
    private readonly StoreSession _session;
    private readonly NamespaceFolders _folders;
    private readonly Supervisor _waiting;
    private readonly FlushThread _flushThread = new();
    private readonly ElectedFlusher _flusher;
    private readonly OpenLogs _logs;
    private readonly LogEnding _ending;

    private FileLogStore(StoreSession session)
    {
        _session = session;
        _folders = new NamespaceFolders(session);
        _waiting = new Supervisor(session.Live.Header, LookAfterStore);
        _flusher = new ElectedFlusher(session, FlushSlot);
        _logs = new OpenLogs(session, _waiting, _flushThread.Lead);
        _ending = new LogEnding(session, _folders, _logs);
        session.UnflushedNoted = _flusher.TryElect;
    }

    /// <summary>The store's folder.</summary>
    public string Folder => _session.Folder;

    /// <summary>Whether a flush protects from a power loss; false on a file system in memory.</summary>
    public bool IsDurable => _session.IsDurable;

    /// <inheritdoc/>
    public override StoreCapabilities Capabilities => new(
        IsShared: true, SurvivesProcesses: true, SurvivesPowerLoss: IsDurable, ReadsAreLinearizable: true);

    /// <summary>What the parts of this store share.</summary>
    internal StoreSession Session => _session;

    /// <summary>Opens a folder, and makes it when it does not exist.</summary>
    /// <exception cref="HoldfastException">
    /// NotAStore, PermissionDenied, FormatVersion, FileSystemRefused, StoreBusy, or another fault.
    /// </exception>
    public static FileLogStore Open(string folder, FileLogOptions options)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            throw new HoldfastException(
                ErrorCode.NotSupported,
                "Folder stores need 64-bit Linux; use 'memory:' here.")
            {
                File = folder,
            };
        }

        return OpenStores.Open(StoreFolder.FullPath(folder), options, session => new FileLogStore(session));
    }

    /// <inheritdoc/>
    public override StoreProcess Self => ToProcess(*_session.Live.Process(_session.ProcessIndex));

    /// <inheritdoc/>
    public override IReadOnlyList<StoreProcess> GetProcesses() =>
        ProcessTable.List(_session.Live, _session.ProcessIndex).ConvertAll(ToProcess);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ListNamespaces()
    {
        _session.ThrowIfUnusable();
        return _folders.ListNames();
    }

    /// <inheritdoc/>
    public override FileLog? OpenLog(string name)
    {
        _session.ThrowIfUnusable();
        if (_logs.Find(name) is { } log) return log;

        string folder = _folders.PathOf(name);
        return FileIdentity.TryGet(folder) is null ? null : _logs.TryOpen(name, folder);
    }

    /// <inheritdoc/>
    public override FileLog CreateLog(string name)
    {
        if (OpenLog(name) is { } log) return log;

        _session.UnderStoreLock(() =>
        {
            bool isMissing = FileIdentity.TryGet(_folders.PathOf(name)) is null;
            if (isMissing) _folders.Make(name);

            return isMissing;
        });
        return OpenLog(name) ?? CreateLog(name);
    }

    /// <inheritdoc/>
    public override bool RemoveNamespace(string name) => OpenLog(name) is { } log && _ending.Remove(log);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (OpenStores.Release(this)) Close();
    }

    /// <summary>Reads all that is kept, and says what is not intact.</summary>
    /// <exception cref="HoldfastException">StoreBusy: a repair while another process has the store open.</exception>
    public override IReadOnlyList<StoreDamage> Check(CheckMode mode) => StoreCheck.Run(this, mode);

    /// <summary>Copies the running store into an empty or new folder; the copy is on disk when this returns.</summary>
    public override void Backup(string target, CancellationToken token) =>
        StoreBackup.Run(this, Path.GetFullPath(target), token);

    /// <summary>
    /// Has checkpoints written where this process can, and unlinks the history that retention lets go.
    /// </summary>
    public override void Compact()
    {
        foreach (string name in ListNamespaces())
        {
            TryWith(name, log => log.Compact());
        }
    }

    /// <summary>Says which processes have the store open, and the status of its namespaces.</summary>
    public override StoreStatus GetStatus() => new(
        _session.Store.Id, _session.Store.Generation, IsDurable, GetProcesses(), SurveyAll());

    /// <summary>
    /// Does something with the log of a namespace; once more with its successor's when it is removed meanwhile.
    /// </summary>
    /// <returns>False when there is none, or none any more.</returns>
    internal bool TryWith(string name, Action<FileLog> action)
    {
        // Each turn after the first takes somebody who removed, or repaired, the log of the one before.
        while (OpenLog(name) is { } log)
        {
            try
            {
                action(log);
                log.Context.ThrowIfGone();
                return true;
            }
            catch (Exception fault) when (log.IsRemoved && fault is (HoldfastException or ObjectDisposedException))
            {
                _session.ThrowIfUnusable();
            }
        }

        return false;
    }

    /// <summary>Repairs a log's damages; the log object fails from then on, and the namespace is opened anew.</summary>
    internal List<StoreDamage> Repair(FileLog log, List<StoreDamage> damages) => _ending.Repair(log, damages);

    private void LookAfterStore()
    {
        _session.CheckIdentity();
        _flusher.TryElect();
        foreach (FileLog log in _waiting.ListLogs())
        {
            if (log.IsRemoved)
            {
                _logs.Drop(log);
            }
            else
            {
                log.LookAfter();
            }
        }

        _session.SlotUses.Sweep();
    }

    // The elected process flushes also what it has not opened itself.
    private void FlushSlot(int index)
    {
        FileLog? log = Array.Find(_waiting.ListLogs(), each => each.Context.SlotIndex == index);
        if (log is null)
        {
            long inode = Volatile.Read(ref _session.Live.Slot(index)->Key);
            string? folder = _folders.ListFolders().FirstOrDefault(
                each => FileIdentity.TryGet(each)?.Identity.Inode == inode);
            log = folder is not null && NamespaceRecord.TryRead(folder) is { } record ? OpenLog(record.Name) : null;
        }

        log?.Flush(log.Tail);
    }

    private List<NamespaceStatus> SurveyAll()
    {
        var all = new List<NamespaceStatus>();
        foreach (string name in ListNamespaces())
        {
            NamespaceStatus? status = null;
            if (TryWith(name, log => status = LogSurvey.Look(log.Context))) all.Add(status!);
        }

        return all;
    }

    private static StoreProcess ToProcess(ProcessEntry entry) => new(
        entry.Process, DateTimeOffset.UnixEpoch.AddTicks(entry.OpenedMicroseconds * TimeSpan.TicksPerMicrosecond));

    private void Close()
    {
        _waiting.Dispose();
        _session.Background.End();
        _flusher.Dispose();

        // Nearly all, while other threads may still commit; what they commit meanwhile is flushed when they are out.
        _flusher.FlushAll();
        _flushThread.Dispose();
        _session.MarkClosed();
        foreach (FileLog log in _waiting.ListLogs())
        {
            log.KeepWritersOut();
            log.FlushLast();
            log.MarkFlushed();
            log.Close();
        }

        StoreClosing.Close(_session);
    }
}
