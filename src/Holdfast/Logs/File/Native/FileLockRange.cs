using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Native;

/// <summary>struct flock of 64-bit systems.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct FileLockRange
{
    [FieldOffset(0)]
    public short Type;

    [FieldOffset(2)]
    public short Whence;

    [FieldOffset(8)]
    public long Start;

    [FieldOffset(16)]
    public long Length;

    /// <summary>Must be 0 for locks of an open file description.</summary>
    [FieldOffset(24)]
    public int Process;
}
