using Holdfast.Errors;
using Holdfast.Logs;
using Holdfast.Logs.File;
using Holdfast.Logs.Memory;

namespace Holdfast.Stores;

/// <summary>Finds the engine of an address.</summary>
internal static class Engines
{
    private const string Memory = "memory:";

    /// <summary>Opens the store at an address; the same object for the same store.</summary>
    public static LogStore Open(string address, StoreOptions options)
    {
        if (address.Length == 0)
        {
            throw new HoldfastArgumentException(
                ErrorCode.BadAddress, "The address of the store is empty; give a folder, or 'memory:'.");
        }

        if (address.StartsWith(Memory, StringComparison.Ordinal))
            return OpenMemory(address[Memory.Length..], options);

        int scheme = SchemeLength(address);
        return scheme > 0
            ? throw new HoldfastArgumentException(
                ErrorCode.BadAddress, $"No engine is known for '{address[..scheme]}'; give a folder, or 'memory:'.")
            : OpenFolder(address, options);
    }

    /// <summary>Refuses a durability that a folder cannot give.</summary>
    /// <remarks>A store in memory takes each: nothing in it can outlast the store itself.</remarks>
    /// <exception cref="HoldfastException">DurabilityRefused.</exception>
    public static void ThrowIfRefused(Durability durability, string address, StoreCapabilities store)
    {
        if (durability != Durability.Disk || store.SurvivesPowerLoss || !store.SurvivesProcesses) return;

        throw new HoldfastException(
            ErrorCode.DurabilityRefused,
            $"'{address}' is on a file system in memory, which a power failure empties; "
                + "use another folder, or the durability 'process'.")
        {
            File = address,
        };
    }

    // By hand, since the framework's search loads its vectors.
    private static int SchemeLength(string address)
    {
        for (int index = 1; index + 2 < address.Length; index++)
        {
            if (address[index] == ':' && address[index + 1] == '/' && address[index + 2] == '/')
                return index;
        }

        return -1;
    }

    private static MemoryLogStore OpenMemory(string name, StoreOptions options) => name.Length == 0
        ? new MemoryLogStore(options.Retention, MemoryLogKind.DecideFirst)
        : NamedMemory.Share(name, options.Retention);

    private static FileLogStore OpenFolder(string folder, StoreOptions options)
    {
        FileLogStore store = FileLogStore.Open(folder, new FileLogOptions
        {
            Retention = options.Retention,
            TimeProvider = options.TimeProvider,
            AllowUnknownFileSystem = options.AllowsUnknownFileSystem,
        });
        try
        {
            ThrowIfRefused(options.Durability, folder, store.Capabilities);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
