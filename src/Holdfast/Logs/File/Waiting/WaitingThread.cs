using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Waiting;

/// <summary>
/// The one thread of a store and process that learns of commits, and looks after the store once a second.
/// </summary>
/// <remarks>
/// While a log is watched it sleeps on the wake word, so that a commit wakes it at once; otherwise it looks once a
/// second. When a wake brought many publishes at once the writers are busy, and each further wake would cost one of
/// them a system call: then the thread looks at short intervals instead, until publishes become few again.
/// </remarks>
internal sealed unsafe class WaitingThread : IDisposable
{
    private const uint BusyPublishes = 8;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyPause = TimeSpan.FromMicroseconds(100);

    private readonly LiveHeader* _header;
    private readonly Action _oncePerSecond;
    private readonly Lock _guard = new();
    private readonly List<FileLog> _all = [];
    private readonly uint[] _signalWord = GC.AllocateArray<uint>(1, pinned: true);
    private readonly uint* _signal;
    private FileLog[] _watched = [];
    private Thread? _thread;
    private bool _isBusy;
    private bool _isEnded;

    public WaitingThread(StoreSession session, Action oncePerSecond)
    {
        _header = session.Live.Header;
        _oncePerSecond = oncePerSecond;
        _signal = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_signalWord, 0);
    }

    /// <summary>Adds a log, and starts the thread with the first.</summary>
    public void Add(FileLog log)
    {
        lock (_guard)
        {
            _all.Add(log);
            if (_thread is null && !_isEnded)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "Holdfast wait" };
                _thread.Start();
            }
        }
    }

    /// <summary>Takes a log out.</summary>
    public void Remove(FileLog log)
    {
        lock (_guard)
        {
            _all.Remove(log);
        }

        RefreshWatched();
    }

    /// <summary>Looks anew which logs are watched, and makes the thread sleep accordingly.</summary>
    public void RefreshWatched()
    {
        bool wasWatching;
        lock (_guard)
        {
            wasWatching = _watched.Length > 0;
            Volatile.Write(ref _watched, _all.Where(log => log.IsWatched).ToArray());
        }

        if (!wasWatching)
        {
            Interrupt();
        }
    }

    /// <summary>Ends the thread; no callback runs after this, unless this is called from one.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            Volatile.Write(ref _isEnded, true);
        }

        if (_thread is { } thread && thread != Thread.CurrentThread)
        {
            do
            {
                Interrupt();
            }
            while (!thread.Join(TimeSpan.FromMilliseconds(10)));
        }
    }

    /// <summary>Gives all logs, as they are now.</summary>
    public FileLog[] ListLogs()
    {
        lock (_guard)
        {
            return [.. _all];
        }
    }

    // The thread sleeps on its own word, or on the one that all processes share: a wake too many harms nobody.
    private void Interrupt()
    {
        Interlocked.Exchange(ref *_signal, 1);
        Futex.WakeAll(_signal);
        WakeWord.Interrupt(_header);
    }

    private void Run()
    {
        long lastLook = Stopwatch.GetTimestamp();
        while (!Volatile.Read(ref _isEnded))
        {
            TimeSpan left = Second - Stopwatch.GetElapsedTime(lastLook);
            if (left > TimeSpan.Zero)
            {
                Sleep(left);
                continue;
            }

            lastLook = Stopwatch.GetTimestamp();
            _ = Report(ListLogs());
            _oncePerSecond();
        }
    }

    private void Sleep(TimeSpan limit)
    {
        FileLog[] watched = Volatile.Read(ref _watched);
        if (watched.Length == 0)
        {
            SleepAlone(limit);
        }
        else if (_isBusy)
        {
            LookAfterPause(watched);
        }
        else
        {
            SleepUntilWoken(watched, limit);
        }
    }

    private void SleepAlone(TimeSpan limit)
    {
        Futex.Sleep(_signal, 0, limit);
        Interlocked.Exchange(ref *_signal, 0);
    }

    private void SleepUntilWoken(FileLog[] watched, TimeSpan limit)
    {
        uint armed = WakeWord.Arm(_header);
        uint before = WakeWord.Count(_header);
        if (!Report(watched) && Volatile.Read(ref _watched) == watched && !Volatile.Read(ref _isEnded))
        {
            WakeWord.Sleep(_header, armed, limit);
            Report(watched);
        }

        _isBusy = WakeWord.Count(_header) - before >= BusyPublishes;
    }

    private void LookAfterPause(FileLog[] watched)
    {
        uint before = WakeWord.Count(_header);
        SleepAlone(BusyPause);
        Report(watched);
        _isBusy = WakeWord.Count(_header) - before >= BusyPublishes;
    }

    private static bool Report(FileLog[] logs)
    {
        bool isMoved = false;
        foreach (FileLog log in logs)
        {
            long tail = log.Tail.Number;
            if (tail != log.LastReported || log.TakeNewFault())
            {
                log.LastReported = tail;
                isMoved = true;
                Tell(log);
            }
        }

        return isMoved;
    }

    private static void Tell(FileLog log)
    {
        try
        {
            log.TailMoved?.Invoke();
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // What stops a replica is met, and reported, by its next read.
        }
    }
}
