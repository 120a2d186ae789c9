using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Holdfast.Processes.Children;

namespace Holdfast.Processes.Native;

/// <summary>A process that this one started and has not yet reaped, so that its number cannot mean another.</summary>
/// <remarks>Threads. Any; <see cref="Reap"/> once.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Reap, which ends its use, closes the handle.")]
internal sealed unsafe class OwnChild
{
    private const int ByNumber = 1;                        // P_PID
    private const int ExitedFlag = 4;                      // WEXITED
    private const int NoHangFlag = 1;                      // WNOHANG
    private const int NoWaitFlag = 0x1000000;              // WNOWAIT: leaves it to be reaped
    private const int InformationBytes = 128;              // siginfo_t
    private const int CodeOffset = 8;
    private const int NumberOffset = 16;
    private const int StatusOffset = 24;

    private readonly Lock _lock = new();
    private bool _isReaped;

    private readonly ProcessHandle _handle;

    public OwnChild(int process) => _handle = new ProcessHandle(process);

    public int Process => _handle.Process;

    /// <summary>A descriptor that is readable once it has ended; negative on a kernel without such.</summary>
    public int Descriptor => _handle.Descriptor;

    /// <summary>Sends it a signal; nothing when it has ended.</summary>
    public void Signal(int signal)
    {
        lock (_lock)
        {
            if (!_isReaped) _handle.TrySignal(signal);
        }
    }

    /// <summary>Whether it has ended, be it reaped or not.</summary>
    public bool HasEnded()
    {
        lock (_lock) return _isReaped || Wait(ExitedFlag | NoHangFlag | NoWaitFlag, out _);
    }

    /// <summary>Waits for its end, and ends what it left behind in its group.</summary>
    public void EndGroup()
    {
        // Another part of this program has reaped it: the number may be a stranger's.
        if (!Wait(ExitedFlag | NoWaitFlag, out _)) return;

        // Before the number is free: until then the group's number is this one and no other.
        lock (_lock)
        {
            if (!_isReaped) _ = Libc.SendSignal(-Process, Libc.Kill);
        }
    }

    /// <summary>Lets go of its number, when it has ended.</summary>
    public ExitStatus Reap()
    {
        lock (_lock)
        {
            _isReaped = true;
            bool isKnown = Wait(ExitedFlag, out ExitStatus status);
            _handle.Dispose();
            return isKnown ? status : ExitStatus.Unknown;
        }
    }

    private bool Wait(int options, out ExitStatus status)
    {
        byte* information = stackalloc byte[InformationBytes];
        new Span<byte>(information, InformationBytes).Clear();
        int result;
        do
        {
            result = Libc.WaitId(ByNumber, (uint)Process, information, options);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);

        status = ExitStatus.Of(*(int*)(information + CodeOffset), *(int*)(information + StatusOffset));

        // An error means that somebody else has reaped it: it has ended, and nobody knows how.
        return result == 0 && *(int*)(information + NumberOffset) == Process;
    }
}
