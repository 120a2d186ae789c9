using System.Runtime.InteropServices;

namespace Holdfast.Bench.Peers;

/// <summary>The bare system calls that Holdfast is compared with.</summary>
/// <remarks>Source. futex(2), fdatasync(2), pwrite(2), sched_setaffinity(2).</remarks>
internal static unsafe partial class Native
{
    private const int WaitOperation = 0;
    private const int WakeOperation = 1;

    private static readonly nint FutexNumber = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    public static void Sleep(uint* word, uint value) =>
        Futex(FutexNumber, word, WaitOperation, (nint)value, null, null, 0);

    public static void Wake(uint* word) => Futex(FutexNumber, word, WakeOperation, int.MaxValue, null, null, 0);

    /// <summary>Puts what was written to a file on the disk.</summary>
    public static void Flush(SafeHandle file)
    {
        if (DataSync(file) != 0) throw new IOException($"fdatasync failed with error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Keeps the calling thread, and those that it starts from now on, on some processors.</summary>
    public static void StayOn(ulong processors)
    {
        if (SetAffinity(0, sizeof(ulong), &processors) == 0) return;
        int error = Marshal.GetLastPInvokeError();
        throw new InvalidOperationException($"sched_setaffinity failed with error {error}.");
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint bytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Futex(
        nint number, uint* word, nint operation, nint value, void* timeout, void* other, nint mask);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeHandle file);
}
