using System.Runtime.InteropServices;
using System.Text;
using Holdfast.Errors;
using Holdfast.Processes.Children;

namespace Holdfast.Processes.Native;

/// <summary>Starts a program with chosen descriptors, in a process group of its own.</summary>
/// <remarks>
/// <c>posix_spawn</c> and not the framework's class: that one reaps its children by itself, and cannot tell an exit
/// with 137 from a death by SIGKILL, nor hand down a descriptor. It does not reap children that it did not start.
/// </remarks>
internal static unsafe class Spawner
{
    // Larger than the types of any C library, which are opaque.
    private const int OpaqueBytes = 1024;
    private const int DuplicateAbove = 1030;        // F_DUPFD_CLOEXEC
    private const int FirstFree = 10;               // above all that a child has as its own
    private const int ChildSignal = 17;             // SIGCHLD
    private const int FlagsOffset = 8 + 128;        // sa_flags, behind sa_handler and sa_mask
    private const int NoWaitFlag = 2;               // SA_NOCLDWAIT
    private const nint DoDefault = 0;               // SIG_DFL
    private const nint Ignore = 1;                  // SIG_IGN
    private const short Flags = 0x02 | 0x04 | 0x08; // SETPGROUP, SETSIGDEF, SETSIGMASK

    /// <summary>Starts it.</summary>
    /// <param name="command">The program and its words.</param>
    /// <param name="environment">Its environment, as <c>NAME=value</c>.</param>
    /// <param name="descriptors">Which of ours it gets as which of its own; all others are closed to it.</param>
    /// <returns>The process's number, which is also that of its group.</returns>
    /// <exception cref="HoldfastException">ChildFailed: the system cannot start it.</exception>
    public static int Start(
        ChildCommand command,
        IReadOnlyList<string> environment,
        IReadOnlyList<(int From, int To)> descriptors)
    {
        KeepEnds();
        byte* actions = stackalloc byte[OpaqueBytes];
        byte* attributes = stackalloc byte[OpaqueBytes];
        byte* signals = stackalloc byte[OpaqueBytes];
        _ = Libc.ActionsInit(actions);
        _ = Libc.AttributesInit(attributes);
        byte** arguments = ToNative(command.Words);
        byte** variables = ToNative(environment);
        List<int> moved = [];
        try
        {
            _ = Libc.AttributesSetFlags(attributes, Flags);
            _ = Libc.SignalsFill(signals);
            _ = Libc.AttributesSetDefaults(attributes, signals);
            _ = Libc.SignalsClear(signals);
            _ = Libc.AttributesSetMask(attributes, signals);
            _ = Libc.ActionsAddOpen(actions, 0, "/dev/null", 0, 0);
            foreach ((int from, int to) in descriptors)
                _ = Libc.ActionsAddDuplicate(actions, OutOfTheWay(from, moved), to);
            CloseOthers(actions, descriptors.Max(pair => pair.To) + 1);
            int errno = Libc.Spawn(
                out int process, command.Executable, actions, attributes, arguments, variables);
            return errno == 0 ? process : throw Failed(command.Executable, errno);
        }
        finally
        {
            foreach (int descriptor in moved) _ = Libc.Close(descriptor);
            _ = Libc.ActionsDestroy(actions);
            _ = Libc.AttributesDestroy(attributes);
            NativeMemory.Free(arguments);
            NativeMemory.Free(variables);
        }
    }

    /// <summary>Closes what native code of this program, or who started it, has left open for all programs.</summary>
    private static void CloseOthers(byte* actions, int from)
    {
        try
        {
            _ = Libc.ActionsAddCloseFrom(actions, from);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library before 2.34: those stay open, as in any program that is started.
        }
    }

    /// <summary>Sees to it that the kernel keeps how children end until they are asked.</summary>
    /// <remarks>
    /// It does not where SIGCHLD is ignored, which a program inherits from whoever starts it, such as some scripts.
    /// </remarks>
    private static void KeepEnds()
    {
        byte* action = stackalloc byte[OpaqueBytes];
        if (Libc.SignalAction(ChildSignal, null, action) != 0) return;
        nint handler = *(nint*)action;
        bool isDropped = (*(int*)(action + FlagsOffset) & NoWaitFlag) != 0;
        if (handler == Ignore || (handler == DoDefault && isDropped)) _ = Libc.SetHandler(ChildSignal, DoDefault);
    }

    /// <summary>
    /// Gives a descriptor as one that none of the child's own will replace before it is taken: a parent whose standard
    /// descriptors are closed, such as a daemon, gets their numbers for what it opens.
    /// </summary>
    private static int OutOfTheWay(int descriptor, List<int> moved)
    {
        if (descriptor >= FirstFree) return descriptor;
        int other = Libc.Control(descriptor, DuplicateAbove, FirstFree);
        if (other < 0) return descriptor;
        moved.Add(other);
        return other;
    }

    /// <summary>Gives the error of a system call that this program just made to start a child.</summary>
    public static HoldfastException Refused() =>
        Failed(Environment.ProcessPath ?? "this program", Marshal.GetLastPInvokeError());

    public static HoldfastException Failed(string program, int errno) => new(
        ErrorCode.ChildFailed,
        $"'{program}' cannot be started: {Marshal.GetPInvokeErrorMessage(errno)}.")
    {
        File = program,
        Errno = errno,
    };

    /// <summary>Gives a vector of C strings that ends with null, in one block.</summary>
    private static byte** ToNative(IReadOnlyList<string> texts)
    {
        int vectorBytes = (texts.Count + 1) * sizeof(byte*);
        int textBytes = texts.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
        byte** vector = (byte**)NativeMemory.AllocZeroed((nuint)(vectorBytes + textBytes));
        byte* place = (byte*)vector + vectorBytes;
        byte* end = place + textBytes;
        for (int index = 0; index < texts.Count; index++)
        {
            vector[index] = place;
            place += Encoding.UTF8.GetBytes(texts[index], new Span<byte>(place, (int)(end - place))) + 1;
        }

        return vector;
    }
}
