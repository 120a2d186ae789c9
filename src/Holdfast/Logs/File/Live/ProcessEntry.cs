using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Live;

/// <summary>Says which process has the store open; true while the process holds the lock of its entry.</summary>
[StructLayout(LayoutKind.Explicit, Size = LiveLayout.ProcessBytes)]
internal struct ProcessEntry
{
    /// <summary>The process's number, as its own PID namespace has it.</summary>
    [FieldOffset(0)]
    public int Process;

    /// <summary>How often the entry was claimed in this life of `live`; part of <see cref="WriterWord"/>.</summary>
    [FieldOffset(4)]
    public uint Claims;

    /// <summary>When it opened the store, in microseconds since 1970.</summary>
    [FieldOffset(8)]
    public long OpenedMicroseconds;
}
