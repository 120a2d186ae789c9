using System.Diagnostics;
using System.Globalization;

namespace Holdfast.Bench.Children;

/// <summary>Opens a store in a fresh process, as a program does that begins.</summary>
internal static class OpenRole
{
    /// <summary>Opens a folder, and reads an entry.</summary>
    /// <returns>Nanoseconds until the entry was there, and the bytes that the process then keeps for it.</returns>
    public static string Open(string folder)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        using Store store = Store.Open(folder);
        State state = store.GetState(Entries.Namespace);
        bool isThere = state.Exists(Entries.PathOf(Entries.Million - 1));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(state);
        return isThere
            ? string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalNanoseconds} {after - before}")
            : throw new InvalidDataException("The entry is not there.");
    }
}
