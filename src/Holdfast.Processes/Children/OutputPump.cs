using Holdfast.Processes.Native;

namespace Holdfast.Processes.Children;

/// <summary>Passes prefixed output of a child on, on a thread of its own.</summary>
/// <remarks>
/// Where the output goes may take its time, as a pager or a stopped terminal does: the child then waits for it when its
/// pipe is full, but neither its messages nor its end do.
/// </remarks>
internal sealed unsafe class OutputPump
{
    private const int DuplicateAbove = 1030; // F_DUPFD_CLOEXEC
    private const int StackBytes = 256 << 10;

    /// <summary>How often a kernel that cannot say that a child has ended is asked.</summary>
    private const int AskMilliseconds = 50;

    private readonly ChildOutput _output;
    private readonly OwnChild _child;
    private readonly int _end;
    private readonly Thread _thread;

    private OutputPump(ChildOutput output, OwnChild child)
    {
        (_output, _child) = (output, child);
        _end = child.Descriptor >= 0 ? Libc.Control(child.Descriptor, DuplicateAbove, 0) : -1;
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "holdfast output" };
    }

    /// <summary>Begins; null when the output does not come through here.</summary>
    public static OutputPump? Begin(ChildOutput output, OwnChild child)
    {
        if (output.Descriptor < 0) return null;
        OutputPump pump = new(output, child);
        pump._thread.UnsafeStart();
        return pump;
    }

    /// <summary>Waits until all is passed on that a child wrote before its end, but no longer than a time.</summary>
    public void Finish(TimeSpan patience) => _thread.Join(patience);

    private void Run()
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry(_output.Descriptor);
        entries[1] = new PollEntry(_end);
        while (true)
        {
            if (Libc.Poll(entries, 2, _end >= 0 ? -1 : AskMilliseconds) < 0) continue;
            if (entries[0].Happened != 0 && !_output.Pump()) break;
            if (entries[1].Happened != 0 || (_end < 0 && _child.HasEnded())) break;
        }

        _output.Drain();
        _output.Dispose();
        if (_end >= 0) _ = Libc.Close(_end);
    }
}
