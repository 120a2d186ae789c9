using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Holdfast.Processes.Tests.Maps.Progress;

/// <summary>A terminal whose screen is a text.</summary>
internal sealed unsafe partial class PseudoTerminal : IDisposable
{
    private const int ReadAndWrite = 2;
    private const int NotOurs = 0x100;      // O_NOCTTY
    private const int SetSize = 0x5414;     // TIOCSWINSZ
    private const int NameBytes = 128;
    private const byte StopKey = 0x13;

    private readonly StringBuilder _screen = new();
    private readonly SafeFileHandle _master;
    private readonly Thread _reader;

    public PseudoTerminal(ushort columns)
    {
        int master = OpenMaster(ReadAndWrite | NotOurs);
        Assert.True(master >= 0);
        Assert.Equal(0, Grant(master));
        Assert.Equal(0, Unlock(master));
        byte* name = stackalloc byte[NameBytes];
        Assert.Equal(0, NameOf(master, name, NameBytes));
        Name = Marshal.PtrToStringUTF8((nint)name)!;
        ushort* size = stackalloc ushort[4] { 24, columns, 0, 0 };
        Assert.Equal(0, Device(master, SetSize, size));
        _master = new SafeFileHandle(master, ownsHandle: true);
        Descriptor = Open(Name, ReadAndWrite | NotOurs, 0);
        Assert.True(Descriptor >= 0);
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>The file by which another process opens it.</summary>
    public string Name { get; }

    /// <summary>The descriptor to write to.</summary>
    public int Descriptor { get; }

    /// <summary>All that was written so far.</summary>
    public string Screen
    {
        get
        {
            lock (_screen) return _screen.ToString();
        }
    }

    /// <summary>Makes a terminal the standard error of this process.</summary>
    public static void BecomeStandardError(string name)
    {
        int descriptor = Open(name, ReadAndWrite | NotOurs, 0);
        Assert.True(descriptor >= 0);
        Assert.Equal(2, Duplicate(descriptor, 2));
    }

    /// <summary>Presses Ctrl-S.</summary>
    public void Stop()
    {
        byte key = StopKey;
        Assert.Equal(1, Write(_master, &key, 1));
    }

    /// <summary>Gives all that was written, when nobody has it open any more.</summary>
    public string End()
    {
        _ = Close(Descriptor);
        Assert.True(_reader.Join(TimeSpan.FromSeconds(30)));
        return Screen;
    }

    public void Dispose() => _master.Dispose();

    private void Read()
    {
        byte[] bytes = new byte[4096];
        using FileStream master = new(_master, FileAccess.Read, bufferSize: 0);
        try
        {
            while (master.Read(bytes) is var count and > 0)
                lock (_screen) _screen.Append(Encoding.UTF8.GetString(bytes, 0, count));
        }
        catch (IOException)
        {
            // The last writer has gone.
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int NameOf(int master, byte* name, nint bytes);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Device(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
