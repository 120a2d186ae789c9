using System.Runtime.InteropServices;

namespace Holdfast.Processes.Native;

/// <summary>A process, by a descriptor that never means another one, whatever becomes of its number.</summary>
/// <remarks>
/// A kernel without such descriptors (before 5.3) leaves the number alone.
/// Threads. Any, but for <see cref="Dispose"/>.
/// </remarks>
internal sealed class ProcessHandle(int process) : IDisposable
{
    private const nint OpenByNumber = 434;       // pidfd_open
    private const nint SignalByDescriptor = 424; // pidfd_send_signal
    private const int NoSuchCall = 38;           // ENOSYS

    public int Process => process;

    /// <summary>A descriptor that is readable once it has ended; negative: there is none.</summary>
    public int Descriptor { get; private set; } = (int)Libc.SystemCall(OpenByNumber, process, 0, 0, 0);

    /// <summary>Sends it a signal.</summary>
    /// <returns>False when it has gone, or belongs to somebody else.</returns>
    public bool TrySignal(int signal)
    {
        if (Descriptor >= 0)
        {
            if (Libc.SystemCall(SignalByDescriptor, Descriptor, signal, 0, 0) == 0) return true;
            if (Marshal.GetLastPInvokeError() != NoSuchCall) return false;
        }

        return Libc.SendSignal(process, signal) == 0;
    }

    public void Dispose()
    {
        if (Descriptor >= 0) _ = Libc.Close(Descriptor);
        Descriptor = -1;
    }
}
