namespace Holdfast.Logs.Memory;

/// <summary>
/// The stores in memory that have a name: all opens of one name share one, and the last close ends it.
/// </summary>
/// <remarks>Threads. Any.</remarks>
internal static class NamedMemory
{
    private static readonly object Lock = new();
    private static readonly Dictionary<string, (MemoryLogStore Store, int Opens)> Open = new(StringComparer.Ordinal);

    /// <summary>Gives the store of a name; each open is ended by one dispose of the store.</summary>
    public static MemoryLogStore Share(string name, Retention retention)
    {
        lock (Lock)
        {
            (MemoryLogStore Store, int Opens) entry = Open.TryGetValue(
                name, out (MemoryLogStore Store, int Opens) known)
                ? known
                : (new MemoryLogStore(retention, MemoryLogKind.DecideFirst, () => Close(name)), 0);
            Open[name] = entry with { Opens = entry.Opens + 1 };
            return entry.Store;
        }
    }

    private static void Close(string name)
    {
        lock (Lock)
        {
            (MemoryLogStore store, int opens) = Open[name];
            if (opens == 1)
            {
                Open.Remove(name);
            }
            else
            {
                Open[name] = (store, opens - 1);
            }
        }
    }
}
