using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Holdfast.Proof.Tests.Processes;

/// <summary>Sends signals to processes that a proof started.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; a process that has ended needs none.</summary>
    public static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
