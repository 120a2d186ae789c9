using System.Runtime.InteropServices;

namespace Holdfast.Processes.Native;

/// <summary>What <c>poll</c> waits for on one descriptor; a negative one is passed over.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry(int descriptor, short wanted = PollEntry.Readable)
{
    /// <summary>Something is there to be read.</summary>
    public const short Readable = 1;

    /// <summary>Something can be written without waiting.</summary>
    public const short Writable = 4;

    public int Descriptor = descriptor;
    public short Wanted = wanted;
    public short Happened;
}
