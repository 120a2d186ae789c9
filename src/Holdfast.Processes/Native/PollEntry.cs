using System.Runtime.InteropServices;

namespace Holdfast.Processes.Native;

/// <summary>What <c>poll</c> waits for on one descriptor; a negative one is passed over.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry(int descriptor)
{
    /// <summary>Something is there to be read.</summary>
    public const short Readable = 1;

    public int Descriptor = descriptor;
    public short Wanted = Readable;
    public short Happened;
}
