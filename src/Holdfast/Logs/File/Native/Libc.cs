using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Native;

/// <summary>The system calls that the file log makes; nothing else of the engine calls the operating system.</summary>
/// <remarks>
/// Source. The manual pages of section 2. Numbers are those of Linux, the same on all 64-bit architectures.
/// </remarks>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial int open(string path, int flags, int mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint pread(SafeHandle file, byte* buffer, nint count, long offset);

    /// <remarks>Each commit makes this call, so it is bare; the error number is left to the system.</remarks>
    [LibraryImport(Library)]
    internal static partial nint pwrite(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fdatasync(SafeHandle file);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fsync(SafeHandle file);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fchmod(SafeHandle file, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ftruncate(SafeHandle file, long length);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int fcntlLock(int descriptor, int command, FileLockRange* range);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial void* mmap(
        void* address, nint length, int protection, int flags, SafeHandle file, long offset);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int munmap(void* address, nint length);

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial int rename(string from, string to);

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial int unlink(string path);

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial int link(string from, string to);

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial int mkdir(string path, int mode);

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial int rmdir(string path);

    [LibraryImport(Library, SetLastError = true, StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial void* opendir(string path);

    /// <remarks>Null with the error number 0: the end.</remarks>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* readdir(void* folder);

    [LibraryImport(Library)]
    internal static partial int closedir(void* folder);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fstatfs(SafeHandle file, byte* buffer);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint syscallFutex(
        nint number, uint* word, nint operation, nint value, TimeSpec* timeout, void* other, nint mask);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true,
        StringMarshallingCustomType = typeof(PathMarshaller))]
    internal static partial nint syscallStatx(
        nint number, nint folder, string path, nint flags, nint mask, byte* buffer);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint syscallStatx(
        nint number, SafeHandle file, byte* path, nint flags, nint mask, byte* buffer);

    [LibraryImport(Library)]
    internal static partial int clock_gettime(int clock, TimeSpec* time);
}
