namespace Holdfast.Processes.Native;

/// <summary>How wide a terminal is, and whether it takes anything.</summary>
internal static unsafe class Terminals
{
    private const int GetSize = 0x5413; // TIOCGWINSZ
    private const int Column = 1;       // ws_col, behind ws_row

    /// <summary>The width of one that does not know its own, such as a serial line.</summary>
    private const int UsualColumns = 80;

    /// <summary>Gives how many columns it has; null: the descriptor is no terminal.</summary>
    public static int? ColumnsOf(int descriptor)
    {
        ushort* size = stackalloc ushort[4];
        if (Libc.Device(descriptor, GetSize, size) != 0) return null;
        return size[Column] > 0 ? size[Column] : UsualColumns;
    }

    /// <summary>Whether it takes a line now; one that was stopped by a key takes nothing until it goes on.</summary>
    public static bool IsTaking(int descriptor)
    {
        PollEntry entry = new(descriptor, PollEntry.Writable);
        return Libc.Poll(&entry, 1, 0) > 0;
    }
}
