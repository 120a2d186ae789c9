using Holdfast.Errors;

namespace Holdfast.Logs.File.Native;

/// <summary>Every change of the files that must survive a crash goes through here; each fault gets its code.</summary>
internal sealed unsafe class Disk(IDiskObserver? observer)
{
    private const int ReadOnlyFlag = 0;
    private const int ReadWriteFlag = 2;
    private const int CreateFlag = 0x40;
    private const int ExclusiveFlag = 0x80;
    private const int TruncateFlag = 0x200;
    private const int CloseOnExecFlag = 0x80000;
    private const int FileMode = 0x180;      // 0600
    private const int FolderMode = 0x1C0;    // 0700

    /// <summary>Opens a file that exists; null when it does not.</summary>
    public static SafeDescriptor? TryOpen(string path) => OpenOrNull(path, ReadWriteFlag);

    /// <summary>Opens a file that exists, for reading only; null when it does not.</summary>
    public static SafeDescriptor? TryOpenForReading(string path) => OpenOrNull(path, ReadOnlyFlag);

    /// <summary>Opens a file and makes it when it does not exist; what it holds stays.</summary>
    public static SafeDescriptor OpenOrCreate(string path) => OpenWith(path, ReadWriteFlag | CreateFlag);

    /// <summary>Makes an empty file, or empties the one that is there.</summary>
    public SafeDescriptor Create(string path)
    {
        SafeDescriptor file = OpenWith(path, ReadWriteFlag | CreateFlag | TruncateFlag);
        observer?.Created(path);
        return file;
    }

    /// <summary>Makes an empty file; fails when one is there.</summary>
    public SafeDescriptor CreateNew(string path)
    {
        SafeDescriptor file = OpenWith(path, ReadWriteFlag | CreateFlag | ExclusiveFlag);
        observer?.Created(path);
        return file;
    }

    /// <summary>Reads until the span is full or the file ends.</summary>
    /// <returns>Bytes read.</returns>
    public static int Read(SafeDescriptor file, string path, long offset, Span<byte> into)
    {
        int done = 0;
        fixed (byte* start = into)
        {
            while (done < into.Length)
            {
                nint count = Libc.pread(file, start + done, into.Length - done, offset + done);
                if (count == 0) break;

                if (count > 0)
                {
                    done += (int)count;
                }
                else if (NativeError.Last is var errno and not Errno.Interrupted)
                {
                    throw NativeError.Make("read", path, errno, offset + done);
                }
            }
        }

        return done;
    }

    /// <summary>Writes all bytes.</summary>
    public void Write(SafeDescriptor file, string path, long offset, ReadOnlySpan<byte> bytes)
    {
        bool isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            WriteHeld(file, path, offset, bytes);
        }
        finally
        {
            if (isHeld) file.DangerousRelease();
        }
    }

    /// <summary>Writes all bytes to a file that the caller keeps from being closed meanwhile.</summary>
    public void WriteHeld(SafeDescriptor file, string path, long offset, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (int done = 0; done < bytes.Length;)
            {
                nint count = Libc.pwrite(file.Number, start + done, bytes.Length - done, offset + done);
                if (count >= 0)
                {
                    done += (int)count;
                }
                else if (NativeError.LastOfSystem is var errno and not Errno.Interrupted)
                {
                    throw NativeError.Make("write to", path, errno, offset + done);
                }
            }
        }

        observer?.Written(path, offset, bytes);
    }

    /// <summary>Sets a file's permissions.</summary>
    public static void SetPermissions(SafeDescriptor file, string path, uint permissions)
    {
        if (Libc.fchmod(file, permissions) != 0)
            throw NativeError.MakeLast("set the permissions of", path);
    }

    /// <summary>Flushes a file's content, and of its metadata what reading it needs.</summary>
    public void Flush(SafeDescriptor file, string path)
    {
        while (Libc.fdatasync(file) != 0)
        {
            if (NativeError.Last is var errno and not Errno.Interrupted)
                throw NativeError.Make("flush", path, errno);
        }

        observer?.Flushed(path);
    }

    /// <summary>Flushes a folder's entries.</summary>
    public void FlushFolder(string path)
    {
        using SafeDescriptor folder = OpenWith(path, ReadOnlyFlag);
        while (Libc.fsync(folder) != 0)
        {
            if (NativeError.Last is var errno and not Errno.Interrupted)
                throw NativeError.Make("flush", path, errno);
        }

        observer?.FolderFlushed(path);
    }

    /// <summary>Gives a file or folder another name, replacing a file that has it.</summary>
    public void Rename(string from, string to)
    {
        using IDisposable? change = observer?.BeginNameChange();
        if (Libc.rename(from, to) != 0) throw NativeError.MakeLast("rename", from);

        observer?.Renamed(from, to);
    }

    /// <summary>Gives a file its name, unless that name is taken.</summary>
    /// <returns>False when it is taken; the file is as it was.</returns>
    public bool TryRenameNew(string from, string to)
    {
        using IDisposable? change = observer?.BeginNameChange();

        // link and unlink instead of renameat2: all file systems on the list have them. A crash between leaves both
        // names.
        if (Libc.link(from, to) != 0)
        {
            int errno = NativeError.Last;
            return errno == Errno.Exists ? false : throw NativeError.Make("rename", from, errno);
        }

        _ = Libc.unlink(from);
        observer?.Renamed(from, to);
        return true;
    }

    /// <summary>Unlinks a file; nothing when it is not there.</summary>
    public void Unlink(string path)
    {
        using IDisposable? change = observer?.BeginNameChange();
        if (Libc.unlink(path) == 0)
        {
            observer?.Unlinked(path);
        }
        else if (NativeError.Last is var errno and not Errno.NoEntry)
        {
            throw NativeError.Make("remove", path, errno);
        }
    }

    /// <summary>Makes a folder.</summary>
    /// <returns>False when it is there already.</returns>
    public bool MakeFolder(string path)
    {
        if (Libc.mkdir(path, FolderMode) == 0)
        {
            observer?.FolderMade(path);
            return true;
        }

        int errno = NativeError.Last;
        return errno == Errno.Exists ? false : throw NativeError.Make("make the folder", path, errno);
    }

    /// <summary>Removes a folder with its files (a store nests no deeper).</summary>
    public void RemoveFolder(string path)
    {
        foreach (string file in ListNames(path))
        {
            Unlink(Path.Combine(path, file));
        }

        if (Libc.rmdir(path) != 0 && NativeError.Last is var errno and not Errno.NoEntry)
            throw NativeError.Make("remove", path, errno);
    }

    /// <summary>Lists the names of a folder's files and folders, in ordinal order.</summary>
    public static string[] ListNames(string path) => FolderNames.List(path);

    /// <summary>Reads a small file whole; null when it is not there.</summary>
    public static byte[]? TryReadAll(string path)
    {
        using SafeDescriptor? file = TryOpenForReading(path);
        if (file is null) return null;

        byte[] bytes = new byte[FileIdentity.Get(file, path).Length];
        int count = Read(file, path, 0, bytes);
        return count == bytes.Length ? bytes : bytes[..count];
    }

    /// <summary>
    /// Replaces a small file in one step: a crash leaves the old content or the new, never a mixture.
    /// </summary>
    public void ReplaceDurably(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = path + TemporarySuffix;
        using (SafeDescriptor file = Create(temporary))
        {
            Write(file, temporary, 0, bytes);
            Flush(file, temporary);
        }

        Rename(temporary, path);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// Ends the names of files that were not finished; whoever finds one may remove it under the right lock.
    /// </summary>
    public const string TemporarySuffix = ".tmp";

    private static SafeDescriptor? OpenOrNull(string path, int flags)
    {
        int descriptor = Libc.open(path, flags | CloseOnExecFlag, 0);
        if (descriptor >= 0) return new SafeDescriptor(descriptor);

        int errno = NativeError.Last;
        return errno == Errno.NoEntry ? null : throw NativeError.Make("open", path, errno);
    }

    private static SafeDescriptor OpenWith(string path, int flags)
    {
        int descriptor = Libc.open(path, flags | CloseOnExecFlag, FileMode);
        return descriptor >= 0 ? new SafeDescriptor(descriptor) : throw NativeError.MakeLast("open", path);
    }
}
