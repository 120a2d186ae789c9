namespace Holdfast.Logs.File.Recovery;

/// <summary>Counts the zeros that normally follow a log's records: a word at a time.</summary>
/// <remarks>The vectors of the framework save microseconds here and take a millisecond of a program's start.</remarks>
internal static unsafe class Zeros
{
    /// <summary>Gives how many of the first bytes are zero.</summary>
    public static int CountAtStart(byte[] bytes, int count)
    {
        fixed (byte* start = bytes)
        {
            int zeros = 0;
            while (zeros + sizeof(ulong) <= count && *(ulong*)(start + zeros) == 0)
            {
                zeros += sizeof(ulong);
            }

            while (zeros < count && start[zeros] == 0)
            {
                zeros++;
            }

            return zeros;
        }
    }
}
