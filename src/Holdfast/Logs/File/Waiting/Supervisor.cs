using Holdfast.Logs.File.Live;

namespace Holdfast.Logs.File.Waiting;

/// <summary>
/// The thread that looks after the store once a second, and after its <see cref="Listener"/> while that runs code of
/// users.
/// </summary>
/// <remarks>
/// A listener that has run such code for longer than <see cref="Patience"/> is replaced, so that no watch waits for the
/// reader of another. The thread looks so often only for a moment after such a run; otherwise once a second.
/// Neither misses the other: a listener marks that it runs and then looks whether it is attended; this thread marks
/// that it attends no more and then looks whether the listener runs. Both marks are full fences.
/// </remarks>
internal sealed unsafe class Supervisor : IDisposable
{
    /// <summary>How long code of a user may keep a listener. Far above what a reader that awaits needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    /// <summary>For this long after code that took longer, no listener runs any: the thread pool does.</summary>
    public static readonly TimeSpan Mistrust = TimeSpan.FromSeconds(1);

    // It attends for this many times its patience after the last run: waking it for each one would cost the run's time.
    private const int QuietLooks = 20;
    private const int Asleep = 0;
    private const int Attentive = 1;
    private const int Away = 2;

    private readonly LiveHeader* _header;
    private readonly Action _oncePerSecond;
    private readonly LogList _logs = new();
    private readonly ThreadSignal _signal = new();
    private readonly Lock _guard = new();
    private Listener? _listener;
    private Thread? _thread;
    private volatile bool _isEnded;
    private int _mode = Asleep;
    private int _quietLooks;
    private long _seenRuns;
    private long _mistrustedUntil;

    /// <summary>Makes the thread, which starts with <see cref="Begin"/>.</summary>
    public Supervisor(LiveHeader* header, Action oncePerSecond)
    {
        _header = header;
        _oncePerSecond = oncePerSecond;
    }

    /// <summary>The logs that this process has open, as they are now.</summary>
    public FileLog[] ListLogs() => _logs.ToArray();

    /// <summary>Adds a log.</summary>
    public void Add(FileLog log) => _logs.Add(log);

    /// <summary>Starts the thread, unless it runs or has ended.</summary>
    public void Begin()
    {
        lock (_guard)
        {
            if (_thread is null && !_isEnded)
            {
                // Kept only when the system had room for it: the end waits for it, and the next call tries again.
                Thread thread = new(Run) { IsBackground = true, Name = "Holdfast upkeep" };
                thread.Start();
                _thread = thread;
            }
        }
    }

    /// <summary>Takes a log out.</summary>
    public void Remove(FileLog log) => _logs.Remove(log);

    /// <summary>Looks anew which logs are watched, and has a listener sleep accordingly.</summary>
    public void RefreshWatched()
    {
        if (_logs.RefreshWatched())
        {
            Begin();
            lock (_guard)
            {
                if (_listener is null)
                {
                    Listen();
                }
                else
                {
                    _listener.Interrupt();
                }
            }
        }
    }

    /// <summary>Ends the threads; no callback runs after this, unless this is called from one.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            _isEnded = true;
        }

        if (_thread is not null) JoinThread(_thread);

        _listener?.End();
    }

    /// <summary>Whether code of a user that a listener has just begun to run may be run there.</summary>
    public bool TryAttend()
    {
        if (Environment.TickCount64 < Volatile.Read(ref _mistrustedUntil)) return false;

        int mode = Interlocked.CompareExchange(ref _mode, Attentive, Asleep);
        if (mode == Asleep) _signal.Raise();

        return mode != Away;
    }

    /// <summary>Learns how long such code took.</summary>
    public void NoteRun(TimeSpan time)
    {
        if (time > Patience)
            Volatile.Write(ref _mistrustedUntil, Environment.TickCount64 + (long)Mistrust.TotalMilliseconds);
    }

    private void JoinThread(Thread thread)
    {
        if (thread != Thread.CurrentThread)
        {
            _signal.Raise();
            thread.Join();
        }
    }

    private void Run()
    {
        const long Second = 1000;
        long lastLook = Environment.TickCount64;
        while (!_isEnded)
        {
            long rest = lastLook + Second - Environment.TickCount64;
            if (rest <= 0)
            {
                lastLook = Environment.TickCount64;
                LookAfterStore();
                continue;
            }

            bool isAttentive = Volatile.Read(ref _mode) == Attentive;
            _signal.Sleep(isAttentive ? Patience : TimeSpan.FromMilliseconds(rest));
            if (isAttentive) LookAfterListener();
        }
    }

    private void LookAfterStore()
    {
        Interlocked.Exchange(ref _mode, Away);
        while (_listener is { IsRunning: true } && !_isEnded)
        {
            _signal.Sleep(Patience);
            ReplaceWhenLate();
        }

        List<IThreadPoolWorkItem> due = [];
        LogList.Tell(_logs.ToArray(), due);
        due.ForEach(static work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false));
        _oncePerSecond();
        Interlocked.Exchange(ref _mode, Asleep);
    }

    private void LookAfterListener()
    {
        if (!ReplaceWhenLate() || ++_quietLooks < QuietLooks) return;

        _quietLooks = 0;
        Interlocked.Exchange(ref _mode, Asleep);
        if (_listener is { IsRunning: true }) Volatile.Write(ref _mode, Attentive);
    }

    /// <summary>Replaces a listener that still runs what it ran at the last look.</summary>
    /// <returns>Whether nothing was run since then.</returns>
    private bool ReplaceWhenLate()
    {
        Listener? listener = _listener;
        long runs = listener?.Runs ?? 0;
        bool isNew = runs != _seenRuns;
        _seenRuns = runs;
        if (isNew)
        {
            _quietLooks = 0;
        }
        else if (listener is { IsRunning: true } && listener.TryReplace(runs))
        {
            NoteRun(TimeSpan.MaxValue);
            Replace();
        }

        return !isNew;
    }

    private void Replace()
    {
        lock (_guard)
        {
            _seenRuns = 0;
            _listener = null;
            Listen();
        }
    }

    private void Listen()
    {
        if (!_isEnded)
        {
            var listener = new Listener(_header, _logs, this);
            listener.Start();
            _listener = listener;
        }
    }
}
