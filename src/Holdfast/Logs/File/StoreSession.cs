using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File;

/// <summary>One process's part in one open folder: what all of its logs share.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed unsafe class StoreSession
{
    private readonly Lock _storeGuard = new();
    private readonly FileIdentity _folderIdentity;
    private HoldfastException? _fault;
    private bool _isClosed;
    private bool _hasLeft;

    public StoreSession(
        string folder, StoreRecord store, LiveFile live, FileLogOptions options, Disk disk, bool isDurable)
    {
        (Folder, Store, Live, Options, Disk, IsDurable) = (folder, store, live, options, disk, isDurable);
        _folderIdentity = FileIdentity.TryGet(folder)?.Identity ?? throw Replaced();
        ProcessIndex = ProcessTable.Claim(live, options.TimeProvider);
        SlotUses = new SlotUses(live);
    }

    /// <summary>The store's folder, an absolute path.</summary>
    public string Folder { get; }

    /// <summary>store.json, as it was when this process opened the store.</summary>
    public StoreRecord Store { get; }

    /// <summary>The shared memory and the locks.</summary>
    public LiveFile Live { get; }

    /// <summary>The slots that this process uses.</summary>
    public SlotUses SlotUses { get; }

    /// <summary>How the store was opened.</summary>
    public FileLogOptions Options { get; }

    /// <summary>The way to the files.</summary>
    public Disk Disk { get; }

    /// <summary>Side work that closing waits for.</summary>
    public BackgroundWork Background { get; } = new();

    /// <summary>Whether flushed means that a power loss cannot take it: false in memory.</summary>
    public bool IsDurable { get; }

    /// <summary>This process's entry in the table of processes.</summary>
    public int ProcessIndex { get; }

    /// <summary>Why the whole store cannot be used any more; null while it can.</summary>
    public HoldfastException? Fault => Volatile.Read(ref _fault);

    /// <summary>Whether the store was disposed of.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>The clock's time as records have it.</summary>
    public long NowMicroseconds => ToMicroseconds(Options.TimeProvider.GetUtcNow());

    /// <summary>Throws when the store was disposed of or replaced. Two memory reads.</summary>
    public void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(IsClosed, typeof(FileLogStore));
        if (Fault is { } fault) throw Again(fault);
    }

    /// <summary>Marks the store as disposed of; a full fence, so that whoever entered before is seen.</summary>
    public void MarkClosed() => Interlocked.Exchange(ref _isClosed, true);

    /// <summary>Runs something while no other thread or process makes, recovers or removes namespaces.</summary>
    /// <exception cref="ObjectDisposedException">This process has left the store.</exception>
    public T UnderStoreLock<T>(Func<T> action)
    {
        lock (_storeGuard)
        {
            ObjectDisposedException.ThrowIf(_hasLeft, typeof(FileLogStore));
            WaitForStoreLock();
            try
            {
                return action();
            }
            finally
            {
                Live.Unlock(LiveLayout.StoreLock);
            }
        }
    }

    /// <summary>
    /// Runs something under the store lock as the last of this process: whoever still waits for that lock finds the
    /// store closed, and not a descriptor whose number may by then be another store's.
    /// </summary>
    public void LeaveUnderStoreLock(Action action)
    {
        lock (_storeGuard)
        {
            try
            {
                UnderStoreLock(() =>
                {
                    action();
                    return true;
                });
            }
            finally
            {
                _hasLeft = true;
            }
        }
    }

    /// <summary>
    /// Notes, durably, that from now on something may be unflushed. Before the first commit of a life is visible.
    /// </summary>
    public void BeginCommits() => UnderStoreLock(() =>
    {
        ClearCleanMark();
        return true;
    });

    /// <summary>Does what <see cref="BeginCommits"/> does, for a caller that has the store lock.</summary>
    public void ClearCleanMark()
    {
        if (Volatile.Read(ref Live.Header->Begun) == 0)
        {
            // The mark is what the disk must lose, the word is what others look at: whoever dies in between, or whose
            // flush fails, leaves the whole step to the next. A mark that reads 0 may still stand on disk, so it is
            // flushed anyway.
            Volatile.Write(ref Live.Header->Clean, 0);
            Disk.Flush(Live.Descriptor, Live.FilePath);
            Volatile.Write(ref Live.Header->Begun, 1);
        }
    }

    /// <summary>Set by the store: makes sure that somebody flushes soon.</summary>
    public Action? UnflushedNoted { get; set; }

    /// <summary>
    /// Tells the elected flusher that there is something to flush. Once each time that it begins to sleep.
    /// </summary>
    public void NoteUnflushed()
    {
        if (Interlocked.Exchange(ref Live.Header->Unflushed, 1) == 0)
        {
            Futex.WakeAll(&Live.Header->Unflushed);
            UnflushedNoted?.Invoke();
        }
    }

    /// <summary>Looks whether the folder is still the one that was opened; when not, every later call fails.</summary>
    public void CheckIdentity()
    {
        try
        {
            if (FileIdentity.TryGet(Folder)?.Identity != _folderIdentity
                || FileIdentity.TryGet(Live.FilePath)?.Identity != Live.Identity)
            {
                Volatile.Write(ref _fault, Replaced());
            }
        }
        catch (HoldfastException)
        {
            // A folder that cannot be looked at just now says nothing; the next look, or the next call, will.
        }
    }

    private void WaitForStoreLock()
    {
        long deadline = Clock.Milliseconds + (long)Options.OpenTimeout.TotalMilliseconds;
        while (!Live.TryLock(LiveLayout.StoreLock))
        {
            if (Clock.Milliseconds >= deadline)
            {
                throw new HoldfastException(
                    ErrorCode.StoreBusy,
                    $"Another process has been recovering or changing a namespace of '{Folder}' for long; try again.")
                {
                    File = Folder,
                };
            }

            KernelLock.Nap();
        }
    }

    /// <summary>Makes a fresh exception that says the same, so that each throw has its own stack.</summary>
    public static HoldfastException Again(HoldfastException fault) => new(fault.Code, fault.Message, fault)
    {
        File = fault.File,
        Position = fault.Position,
        Errno = fault.Errno,
    };

    private static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private HoldfastException Replaced() => new(
        ErrorCode.StoreReplaced, $"'{Folder}' was removed or replaced while it was open; open the store anew.")
    {
        File = Folder,
    };
}
