using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Entry;

/// <summary>Ties the life of a child to its parent, which holds the other end of its control socket.</summary>
/// <remarks>
/// The kernel closes that end when the parent dies, by whatever cause. A child that is stopped (SIGSTOP) could not see
/// it; so the kernel is asked to send SIGCONT then (<c>PR_SET_PDEATHSIG</c>).
/// </remarks>
internal sealed unsafe class ParentLink
{
    private const int ParentDeathSignal = 1;       // PR_SET_PDEATHSIG
    private const int SetDescriptorFlags = 2;      // F_SETFD
    private const int CloseOnExecFlag = 1;
    private const short ClosedEvent = 0x2000;      // POLLRDHUP
    private const int StackBytes = 256 << 10;
    private const int NameBytes = 128;             // sockaddr_storage

    private readonly int _socket;
    private readonly FrameReader _reader;

    private ParentLink(int socket) =>
        (_socket, _reader, Writer) = (socket, new FrameReader(socket), new FrameWriter(socket));

    public FrameWriter Writer { get; }

    /// <summary>Whether a descriptor is a socket with another end.</summary>
    public static bool IsThere(int descriptor)
    {
        byte* name = stackalloc byte[NameBytes];
        int length = NameBytes;
        return Libc.PeerName(descriptor, name, &length) == 0;
    }

    /// <summary>Takes over the socket that the parent left, and keeps it from programs that are started here.</summary>
    public static ParentLink Take(int socket)
    {
        _ = Libc.Control(socket, SetDescriptorFlags, CloseOnExecFlag);
        _ = Libc.ProcessControl(ParentDeathSignal, Libc.Continue, 0, 0, 0);
        return new ParentLink(socket);
    }

    /// <summary>Waits for the next message; false when the parent has gone.</summary>
    public bool TryRead(out Frame frame) => _reader.TryRead(out frame);

    /// <summary>Listens in the background for the wish that this process ends, and for the end of its parent.</summary>
    public void Listen(Action stop, Action gone) => Begin(() =>
    {
        while (_reader.TryRead(out Frame frame))
        {
            if (frame.Kind == FrameKind.Stop) stop();
        }

        gone();
    });

    /// <summary>Looks in the background for the end of the parent, and leaves its messages to another thread.</summary>
    public void LookForEnd(Action gone) => Begin(() =>
    {
        PollEntry entry = new(_socket) { Wanted = ClosedEvent };
        while (Libc.Poll(&entry, 1, -1) < 0) { }
        gone();
    });

    private static void Begin(Action run)
    {
        Thread thread = new(() => run(), StackBytes) { IsBackground = true, Name = "holdfast parent" };
        thread.UnsafeStart();
    }
}
