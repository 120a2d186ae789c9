using Holdfast.Errors;

namespace Holdfast.Logs.File.Waiting;

/// <summary>The logs of a store that this process has open.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class LogList
{
    private readonly Lock _guard = new();
    private readonly List<FileLog> _all = [];
    private FileLog[] _watched = [];

    /// <summary>Those that somebody waits for, as they are now.</summary>
    public FileLog[] Watched => Volatile.Read(ref _watched);

    public FileLog[] ToArray()
    {
        lock (_guard)
        {
            return [.. _all];
        }
    }

    public void Add(FileLog log)
    {
        lock (_guard)
        {
            _all.Add(log);
        }
    }

    public void Remove(FileLog log)
    {
        lock (_guard)
        {
            _all.Remove(log);
        }

        RefreshWatched();
    }

    /// <summary>Looks anew which logs are watched.</summary>
    /// <returns>Whether some are now, and none was before.</returns>
    public bool RefreshWatched()
    {
        lock (_guard)
        {
            bool wasWatching = _watched.Length > 0;
            FileLog[] watched = [.. _all.Where(log => log.IsWatched)];
            Volatile.Write(ref _watched, watched);
            return watched.Length > 0 && !wasWatching;
        }
    }

    /// <summary>
    /// Tells each log that moved since it was told last; what goes on because of that is left to the caller.
    /// </summary>
    /// <returns>Whether any moved.</returns>
    public static bool Tell(FileLog[] logs, List<IThreadPoolWorkItem> due)
    {
        bool isMoved = false;
        foreach (FileLog log in logs)
        {
            if (log.TakeMove())
            {
                isMoved = true;
                Tell(log, due);
            }
        }

        return isMoved;
    }

    private static void Tell(FileLog log, List<IThreadPoolWorkItem> due)
    {
        try
        {
            due.AddRange(log.TailMoved?.Invoke() ?? []);
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // What stops a replica is met, and reported, by its next read.
        }
    }
}
