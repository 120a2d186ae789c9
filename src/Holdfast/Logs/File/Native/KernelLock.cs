namespace Holdfast.Logs.File.Native;

/// <summary>
/// Locks one byte of an open file description: between processes, never between threads of one process.
/// </summary>
/// <remarks>
/// Source. fcntl(2), "Open file description locks": the kernel releases them when the last descriptor closes, however
///         the process ends.
/// </remarks>
internal static unsafe class KernelLock
{
    private const int GetCommand = 36;
    private const int SetCommand = 37;
    private const int WaitCommand = 38;
    private const short Read = 0;
    private const short Write = 1;
    private const short None = 2;

    /// <summary>Takes the byte for this process alone, if nobody has it; turns a shared lock into this one.</summary>
    public static bool TryExclusive(int descriptor, long place, string file) => Try(descriptor, Write, place, file);

    /// <summary>
    /// Takes the byte together with others, if nobody has it alone; turns an exclusive lock into this one.
    /// </summary>
    public static bool TryShared(int descriptor, long place, string file) => Try(descriptor, Read, place, file);

    /// <summary>Takes the byte for this process alone, and waits in the kernel until nobody else has it.</summary>
    public static void WaitExclusive(int descriptor, long place, string file)
    {
        FileLockRange range = MakeRange(Write, place);
        while (Libc.fcntlLock(descriptor, WaitCommand, &range) != 0)
        {
            int errno = NativeError.Last;
            if (errno != Errno.Interrupted) throw NativeError.Make("lock", file, errno);
        }
    }

    /// <summary>Gives the byte back. Cannot fail on a descriptor that is open.</summary>
    public static void Release(int descriptor, long place)
    {
        FileLockRange range = MakeRange(None, place);
        _ = Libc.fcntlLock(descriptor, SetCommand, &range);
    }

    /// <summary>Tells whether another process has the byte.</summary>
    public static bool IsTaken(int descriptor, long place, string file)
    {
        FileLockRange range = MakeRange(Write, place);
        return Libc.fcntlLock(descriptor, GetCommand, &range) == 0
            ? range.Type != None
            : throw NativeError.MakeLast("look at a lock of", file);
    }

    /// <summary>Waits a little before the next try.</summary>
    /// <remarks>
    /// Why not the kernel's own waiting (F_OFD_SETLKW): it knows no time-out and no cancellation, and the holder may be
    /// stopped. A millisecond is nothing beside what is done under the locks that are waited for so: making, recovering
    /// and removing namespaces, opening a store, reading a whole history. The writer lock has a quicker way; a file of
    /// a dictionary has a thread of its own for it.
    /// </remarks>
    public static void Nap() => Thread.Sleep(1);

    private static bool Try(int descriptor, short type, long place, string file)
    {
        FileLockRange range = MakeRange(type, place);
        while (Libc.fcntlLock(descriptor, SetCommand, &range) != 0)
        {
            int errno = NativeError.Last;
            if (errno is Errno.TryAgain or Errno.NoAccess) return false;

            if (errno != Errno.Interrupted) throw NativeError.Make("lock", file, errno);
        }

        return true;
    }

    private static FileLockRange MakeRange(short type, long place) => new() { Type = type, Start = place, Length = 1 };
}
