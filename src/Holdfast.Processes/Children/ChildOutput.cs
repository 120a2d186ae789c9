using System.Runtime.InteropServices;
using System.Text;
using Holdfast.Errors;
using Holdfast.Processes.Native;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>Where a child's standard output and standard error go.</summary>
/// <remarks>
/// Prefixed output comes through one pipe, so that lines keep their order; a line longer than
/// <see cref="MostLineBytes"/> is cut into several, so that a flood costs no memory.
/// </remarks>
internal sealed unsafe class ChildOutput(ProcessOutput where, string prefix) : IDisposable
{
    /// <summary>How long a line may be before it is passed on in parts.</summary>
    private const int MostLineBytes = 64 << 10;

    /// <summary>More than any pipe holds, so that all is passed on that a child wrote before its end.</summary>
    private const long MostLeftBytes = 4 << 20;

    private const int DontWaitFlag = 0x800; // O_NONBLOCK
    private const int SetFlags = 4;         // F_SETFL
    private const int AppendFlags = 0x441;  // O_WRONLY, O_CREAT, O_APPEND
    private const int FileMode = 0x180;     // 0600

    private readonly byte[] _line = new byte[where.Kind == ProcessOutputKind.Prefixed ? MostLineBytes : 0];
    private int _count;
    private int _childEnd = -1;
    private bool _hasFailed;

    /// <summary>The descriptor to read from; negative when there is nothing to read.</summary>
    public int Descriptor { get; private set; } = -1;

    /// <summary>Opens it; gives which descriptors the child gets as which of its own.</summary>
    public IReadOnlyList<(int From, int To)> Open(int closeOnExec)
    {
        int target = where.Kind switch
        {
            ProcessOutputKind.Prefixed => OpenPipe(closeOnExec),
            ProcessOutputKind.File => OpenFile(where.Path!, closeOnExec),
            ProcessOutputKind.Discard => OpenFile("/dev/null", closeOnExec),
            _ => -1,
        };
        return target < 0 ? [] : [(target, 1), (target, 2)];
    }

    /// <summary>Closes here what only the child is to have open.</summary>
    public void CloseChildEnds()
    {
        if (_childEnd >= 0) _ = Libc.Close(_childEnd);
        _childEnd = -1;
    }

    /// <summary>Passes on what is there now; false when nothing more will come.</summary>
    public bool Pump()
    {
        nint count = Read();
        PassLinesOn();
        return count > 0 || (count < 0 && Marshal.GetLastPInvokeError() is Libc.TryAgain or Libc.Interrupted);
    }

    /// <summary>Passes on all that is left, the last line too if it does not end.</summary>
    /// <remarks>What others still write, who have the pipe from the child, ends at a limit.</remarks>
    public void Drain()
    {
        _ = Libc.Control(Descriptor, SetFlags, DontWaitFlag);
        for (long left = MostLeftBytes; left > 0;)
        {
            nint count = Read();
            if (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted) continue;
            if (count <= 0) break;
            left -= count;
            PassLinesOn();
        }

        if (_count > 0) PassOn(_line.AsSpan(0, _count));
        _count = 0;
    }

    public void Dispose()
    {
        CloseChildEnds();
        if (Descriptor >= 0) _ = Libc.Close(Descriptor);
        Descriptor = -1;
    }

    private nint Read()
    {
        fixed (byte* line = _line)
        {
            nint count = Libc.Read(Descriptor, line + _count, _line.Length - _count);
            if (count > 0) _count += (int)count;
            return count;
        }
    }

    private int OpenPipe(int closeOnExec)
    {
        int* ends = stackalloc int[2];
        if (Libc.Pipe(ends, closeOnExec) != 0)
            throw Spawner.Refused();
        Descriptor = ends[0];
        return _childEnd = ends[1];
    }

    /// <summary>Opens a file so that each write goes to its end, whoever writes to it too.</summary>
    /// <exception cref="HoldfastException">ChildFailed.</exception>
    private int OpenFile(string path, int closeOnExec)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        _childEnd = Libc.Open(path, AppendFlags | closeOnExec, FileMode);
        return _childEnd >= 0 ? _childEnd : throw Spawner.Failed(path, Marshal.GetLastPInvokeError());
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HoldfastException(
                ErrorCode.ChildFailed, $"The folder '{folder}' for the output of a child cannot be made.", fault)
            {
                File = folder,
            };
        }
    }

    private void PassLinesOn()
    {
        ReadOnlySpan<byte> rest = _line.AsSpan(0, _count);
        for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            PassOn(rest[..end]);
            rest = rest[(end + 1)..];
        }

        if (rest.Length == _line.Length)
        {
            PassOn(rest);
            rest = [];
        }

        rest.CopyTo(_line);
        _count = rest.Length;
    }

    private void PassOn(ReadOnlySpan<byte> line)
    {
        try
        {
            Console.Out.WriteLine(prefix + Encoding.UTF8.GetString(line));
        }
        catch (Exception fault)
        {
            // A full disk, or a writer of the program's own: the line is lost, and the child is not to blame.
            if (!_hasFailed) CallbackFailures.Report(this, $"output of the child process {prefix.Trim()}", fault);
            _hasFailed = true;
        }
    }
}
