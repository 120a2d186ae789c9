using System.Diagnostics;
using Holdfast.Logs.File.Live;

namespace Holdfast.Logs.File.Waiting;

/// <summary>A thread that sleeps until a commit of any process, and goes on itself with what waited for it.</summary>
/// <remarks>
/// What waited is the code of a user, and may take for ever. While it runs, the supervisor may replace this listener by
/// another one; then it ends when that code has ended. So at any time one listener listens, or is about to again.
/// When a wake brought many publishes at once the writers are busy, and each further wake would cost one of them a
/// system call: then the thread looks at short intervals instead, until publishes become few again.
/// </remarks>
internal sealed unsafe class Listener
{
    private const uint BusyPublishes = 8;
    private const int Listening = 0;
    private const int Running = 1;
    private const int Replaced = 2;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMicroseconds(100);

    private readonly LiveHeader* _header;
    private readonly LogList _logs;
    private readonly Supervisor _supervisor;
    private readonly ThreadSignal _signal = new();
    private readonly List<IThreadPoolWorkItem> _due = [];
    private readonly Thread _thread;
    private int _state = Listening;
    private long _runs;
    private bool _isBusy;
    private volatile bool _isEnded;

    public Listener(LiveHeader* header, LogList logs, Supervisor supervisor)
    {
        _header = header;
        (_logs, _supervisor) = (logs, supervisor);
        _thread = new Thread(Run) { IsBackground = true, Name = "Holdfast wait" };
    }

    /// <summary>Whether code that waited runs at this moment.</summary>
    public bool IsRunning => Volatile.Read(ref _state) == Running;

    /// <summary>How often such code was begun.</summary>
    public long Runs => Volatile.Read(ref _runs);

    public void Start() => _thread.Start();

    /// <summary>Makes it look anew. It sleeps on its own word, or on the one that all processes share.</summary>
    public void Interrupt()
    {
        _signal.Raise();
        WakeWord.Interrupt(_header);
    }

    /// <summary>Takes its role from it, if it still runs the code that it ran at that count of runs.</summary>
    public bool TryReplace(long runs) =>
        Runs == runs && Interlocked.CompareExchange(ref _state, Replaced, Running) == Running;

    /// <summary>Ends it: on return it touches nothing any more, though code of a user may still run on it.</summary>
    public void End()
    {
        _isEnded = true;
        Interlocked.MemoryBarrier();
        while (_thread != Thread.CurrentThread && Volatile.Read(ref _state) == Listening)
        {
            Interrupt();
            if (_thread.Join(TimeSpan.FromMilliseconds(10))) return;
        }
    }

    private void Run()
    {
        while (!_isEnded)
        {
            FileLog[] watched = _logs.Watched;
            if (watched.Length == 0)
            {
                _signal.Sleep(Timeout.InfiniteTimeSpan);
            }
            else if (!Listen(watched))
            {
                return;
            }
        }
    }

    /// <summary>Waits for commits and does what they ask for; false when it was replaced meanwhile.</summary>
    private bool Listen(FileLog[] watched)
    {
        uint before = WakeWord.Count(_header);
        if (_isBusy)
        {
            _signal.Sleep(BusyPause);
            LogList.Tell(watched, _due);
        }
        else
        {
            SleepUntilWoken(watched);
        }

        _isBusy = WakeWord.Count(_header) - before >= BusyPublishes;
        return _due.Count == 0 || GoOn();
    }

    private void SleepUntilWoken(FileLog[] watched)
    {
        uint armed = WakeWord.Arm(_header);
        if (!LogList.Tell(watched, _due) && _logs.Watched == watched && !_isEnded)
        {
            WakeWord.Sleep(_header, armed, Timeout.InfiniteTimeSpan);
            LogList.Tell(watched, _due);
        }
    }

    /// <summary>
    /// Runs one of those that are due on this thread, where it starts soonest, and the others on the pool.
    /// </summary>
    private bool GoOn()
    {
        IThreadPoolWorkItem own = _due[0];
        for (int index = 1; index < _due.Count; index++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_due[index], preferLocal: false);
        }

        _due.Clear();
        Interlocked.Increment(ref _runs);
        Interlocked.Exchange(ref _state, Running);
        if (_supervisor.TryAttend())
        {
            long begun = Stopwatch.GetTimestamp();
            own.Execute();
            _supervisor.NoteRun(Stopwatch.GetElapsedTime(begun));
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(own, preferLocal: false);
        }

        return Interlocked.CompareExchange(ref _state, Listening, Running) == Running;
    }
}
