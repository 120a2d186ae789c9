using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Logs.File.Native;

/// <summary>Sleeps on a word of memory until another thread, of any process that maps it, wakes it.</summary>
/// <remarks>Source. futex(2), without FUTEX_PRIVATE_FLAG, since the word is shared between processes.</remarks>
internal static unsafe class Futex
{
    private const int Wait = 0;
    private const int Wake = 1;

    private static readonly nint CallNumber = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    /// <summary>
    /// Sleeps while the word has the value, until a wake, a signal, or the time, which may be infinite, is over.
    /// </summary>
    public static void Sleep(uint* word, uint value, TimeSpan timeout)
    {
        TimeSpec time = TimeSpec.From(timeout);
        TimeSpec* limit = timeout == Timeout.InfiniteTimeSpan ? null : &time;
        if (Libc.syscallFutex(CallNumber, word, Wait, (nint)value, limit, null, 0) == 0) return;

        int errno = NativeError.Last;
        if (errno is not (Errno.TryAgain or Errno.Interrupted or Errno.TimedOut))
            throw new HoldfastException(ErrorCode.InputOutput, $"The system's futex call failed with error {errno}.");
    }

    /// <summary>Wakes everybody who sleeps on the word.</summary>
    public static void WakeAll(uint* word) => Libc.syscallFutex(CallNumber, word, Wake, int.MaxValue, null, null, 0);
}
