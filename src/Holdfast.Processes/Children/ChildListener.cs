using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Children;

/// <summary>Hears a child process: its messages and its end.</summary>
/// <remarks>
/// Who reads the messages: the thread of the child; but a caller that only waits for an answer reads them itself
/// (<see cref="Lead"/>), which saves it the wake-up by another thread. Then nobody reads until another caller does, or
/// somebody wants the thread to (<see cref="Follow"/>): so calls one after the other do not wake it each time.
/// Threads. <see cref="Listen"/> is the thread of the child; the others may be called on any.
/// </remarks>
internal sealed unsafe class ChildListener(int socket, OwnChild child, Action<Frame> heard)
{
    private const int CloseOnExecFlag = 0x80000;
    private const int DontWaitFlag = 0x800;

    /// <summary>How often a kernel that cannot say that a child has ended is asked.</summary>
    private const int AskMilliseconds = 50;

    private readonly FrameReader _reader = new(socket);

    /// <summary>Wakes the thread of the child; negative where the system had none left: nobody leads then.</summary>
    private readonly int _call = Libc.EventDescriptor(0, CloseOnExecFlag | DontWaitFlag);

    // Held while messages are read and told of.
    private readonly Lock _reading = new();

    // Guards what follows.
    private readonly Lock _turn = new();
    private bool _hasLeader;
    private bool _isLed;
    private bool _isAside;
    private bool _isOver;

    /// <summary>Hears until the child has ended and all that it sent was read.</summary>
    public void Listen()
    {
        PollEntry* entries = stackalloc PollEntry[3];
        entries[1] = new PollEntry(child.Descriptor);
        entries[2] = new PollEntry(_call);
        bool isOpen = true;
        while (true)
        {
            entries[0] = new PollEntry(isOpen && !StepAside() ? socket : -1);
            int count = Libc.Poll(entries, 3, child.Descriptor >= 0 ? -1 : AskMilliseconds);
            if (count < 0) continue;
            if (entries[2].Happened != 0) TakeCall();
            if (entries[0].Happened != 0) isOpen = Hear();
            if (entries[1].Happened != 0 || (child.Descriptor < 0 && child.HasEnded())) break;
        }

        lock (_turn) _isOver = true;
        lock (_reading)
        {
            while (_reader.TryReceive()) TellAll();
        }

        _ = Libc.Close(_call);
    }

    /// <summary>Reads messages on this thread until a task is done that one of them completes.</summary>
    /// <remarks>It may come back before, when another thread does that, or when the child has ended.</remarks>
    public void Lead(Task reply)
    {
        lock (_turn)
        {
            if (_hasLeader || _isOver || child.Descriptor < 0 || _call < 0) return;
            _hasLeader = _isLed = true;
        }

        try
        {
            lock (_reading) ReadUntil(reply);
        }
        finally
        {
            lock (_turn) _hasLeader = false;
        }
    }

    /// <summary>Lets the thread of the child read the messages, if nobody else does.</summary>
    public void Follow()
    {
        lock (_turn)
        {
            if (!_isLed || _hasLeader || _isOver) return;
            _isLed = false;
            if (!_isAside) return;
            long one = 1;
            _ = Libc.Write(_call, (byte*)&one, sizeof(long));
        }
    }

    private bool StepAside()
    {
        lock (_turn) return _isAside = _isLed;
    }

    private void TakeCall()
    {
        long count;
        _ = Libc.Read(_call, (byte*)&count, sizeof(long));
    }

    private void ReadUntil(Task reply)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry(socket);
        entries[1] = new PollEntry(child.Descriptor);
        while (!reply.IsCompleted)
        {
            if (Libc.Poll(entries, 2, -1) < 0) continue;
            if (entries[0].Happened == 0 || !_reader.TryReceive()) return;
            TellAll();
        }
    }

    /// <summary>Takes what has arrived, unless another thread does; false when nothing more will.</summary>
    private bool Hear()
    {
        if (!_reading.TryEnter()) return true;
        try
        {
            if (_reader.TryReceive()) TellAll();
            return !_reader.IsEnded;
        }
        finally
        {
            _reading.Exit();
        }
    }

    private void TellAll()
    {
        while (_reader.TryTake(out Frame frame)) heard(frame);
    }
}
