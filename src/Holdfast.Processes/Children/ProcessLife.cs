using Holdfast.Errors;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>A child that is a process, with the thread that started it, listens to it and sees it end.</summary>
/// <remarks>
/// The kernel tells a child that its parent has died when the *thread* that started it ends (PR_SET_PDEATHSIG); here
/// that thread lives for as long as the child does.
/// </remarks>
internal sealed unsafe class ProcessLife : ChildLife
{
    private const int UnixDomain = 1;
    private const int StreamWithCloseOnExec = 1 | 0x80000;
    private const int CloseOnExecFlag = 0x80000;
    private const int StackBytes = 512 << 10;

    /// <summary>A message of that size fits into the socket: sending it never waits for the child.</summary>
    private const int FittingBytes = 64 << 10;

    /// <summary>How long the wish to stop waits for a message that a child does not take.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the end of a child waits for its last lines to be taken.</summary>
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(1);

    private readonly ChildOutput _output;
    private readonly IReadOnlyList<string> _environment;
    private readonly string _mark;
    private readonly PieceClaims? _pieces;
    private readonly FrameKind _firstKind;
    private byte[] _first;
    private readonly TaskCompletionSource _started = new();
    private int _socket = -1;
    private FrameWriter? _writer;
    private OwnChild? _child;
    private ChildListener? _listener;
    private OutputPump? _pump;

    private ProcessLife(
        ChildOutput output,
        IReadOnlyList<string> environment,
        string mark,
        PieceClaims? pieces,
        FrameKind firstKind,
        byte[] first)
    {
        (_output, _environment, _mark, _pieces) = (output, environment, mark, pieces);
        (_firstKind, _first) = (firstKind, first);
    }

    /// <summary>Whether a message is short enough that sending it never waits for the child.</summary>
    public static bool Fits(byte[] message) => message.Length <= FittingBytes;

    public override int Process => _child?.Process ?? 0;

    public override bool HasEnded => _child!.HasEnded();

    /// <summary>Starts this program once more; when it returns the process is there.</summary>
    /// <param name="output">Where its output goes.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="mark">What marks the programs that it starts in their environment.</param>
    /// <param name="pieces">What a warm worker begins; null: it is none.</param>
    /// <param name="begin">What it is told first.</param>
    /// <param name="heard">Told each message.</param>
    /// <param name="over">Told of its end.</param>
    /// <exception cref="HoldfastException">ChildFailed: the system cannot start it.</exception>
    public static ProcessLife Start(
        ChildOutput output,
        IReadOnlyList<string> environment,
        string mark,
        PieceClaims? pieces,
        byte[] begin,
        Action<Frame> heard,
        Action<ExitStatus> over)
    {
        ProcessLife life = new(output, environment, mark, pieces, FrameKind.Begin, begin)
        {
            Heard = heard,
            Over = over,
        };
        life.Start();
        return life;
    }

    /// <summary>Starts this program once more, as one that waits for what it is to run.</summary>
    /// <param name="environment">Its environment.</param>
    /// <param name="mark">What stands in that for it alone.</param>
    /// <param name="prepare">What it is told first.</param>
    /// <param name="heard">Told each message.</param>
    /// <param name="over">Told of its end.</param>
    /// <exception cref="HoldfastException">ChildFailed: the system cannot start it.</exception>
    public static ProcessLife StartSpare(
        IReadOnlyList<string> environment,
        string mark,
        byte[] prepare,
        Action<Frame> heard,
        Action<ExitStatus> over)
    {
        ChildOutput output = new(ProcessOutput.Inherit, "");
        ProcessLife life = new(output, environment, mark, pieces: null, FrameKind.Prepare, prepare)
        {
            Heard = heard,
            Over = over,
        };
        life.Start();
        return life;
    }

    private void Start()
    {
        Thread thread = new(Run, StackBytes) { IsBackground = true, Name = "holdfast child" };
        thread.UnsafeStart();
        _started.Task.GetAwaiter().GetResult();
    }

    public override bool TrySend(FrameKind kind, ReadOnlySpan<byte> payload) => _writer!.TrySend(kind, payload);

    public override void Signal(int signal) => _child!.Signal(signal);

    public override void AskToEnd()
    {
        // One that is stopped could not act on it.
        Signal(Libc.Continue);
        _writer!.TrySendWithin(StopPatience, FrameKind.Stop);
        Signal(Libc.Terminate);
        Signal(Libc.Continue);
    }

    public override void Abandon() => _writer!.Abandon();

    public override void Lead(Task reply)
    {
        try
        {
            _listener?.Lead(reply);
        }
        catch (Exception fault)
        {
            GiveUp(fault);
        }
    }

    public override void Follow() => _listener?.Follow();

    private void Run()
    {
        try
        {
            Spawn();
        }
        catch (Exception fault)
        {
            _output.Dispose();
            _started.SetException(fault);
            return;
        }

        // Large arguments are sent behind the start, which must not wait for a child that does not take them; one that
        // has ended says so by its end.
        bool fits = Fits(_first);
        if (fits) _writer!.TrySend(_firstKind, _first);
        _started.SetResult();
        if (!fits) _writer!.TrySend(_firstKind, _first);
        _first = [];
        try
        {
            _listener!.Listen();
        }
        catch (Exception fault)
        {
            GiveUp(fault);
        }

        // Its buffer is as large as the largest message.
        _listener = null;
        _child!.EndGroup();
        Strays.BeginEnd(_mark);
        _pump?.Finish(OutputPatience);
        ExitStatus status = _child.Reap();
        _writer!.Close();
        _ = Libc.Close(_socket);
        End(status);
    }

    private void Spawn()
    {
        ChildCommand command = ChildProgram.CommandFor(_environment);
        MissedEntry.ThrowIfToBeMissed(command);
        command.ThrowIfGone();
        int* ends = stackalloc int[2];
        if (Libc.SocketPair(UnixDomain, StreamWithCloseOnExec, 0, ends) != 0) throw Spawner.Refused();
        try
        {
            List<(int, int)> descriptors =
                [.. _output.Open(CloseOnExecFlag), (ends[1], ChildProgram.ControlDescriptor)];
            if (_pieces is not null) descriptors.Add((_pieces.Descriptor, ChildProgram.PiecesDescriptor));
            _child = new OwnChild(Spawner.Start(command, _environment, descriptors));
        }
        catch
        {
            _ = Libc.Close(ends[0]);
            throw;
        }
        finally
        {
            _ = Libc.Close(ends[1]);
            _output.CloseChildEnds();
        }

        _socket = ends[0];
        _writer = new FrameWriter(_socket);
        _listener = new ChildListener(_socket, _child, Heard);
        _pump = OutputPump.Begin(_output, _child);
    }

    /// <summary>What it said is not understood: it cannot be of use any more.</summary>
    private void GiveUp(Exception fault)
    {
        CallbackFailures.Report(this, $"messages of the child process {Process}", fault);
        Signal(Libc.Kill);
    }
}
