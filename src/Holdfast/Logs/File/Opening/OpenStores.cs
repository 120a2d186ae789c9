using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>The stores that this process has open: one object for each folder, by device and inode.</summary>
internal static class OpenStores
{
    private static readonly Lock Guard = new();
    private static readonly Dictionary<FileIdentity, (FileLogStore Store, int Count)> Stores = [];

    /// <summary>Gives the store of a folder, opening it when this process has not.</summary>
    public static FileLogStore Open(string folder, FileLogOptions options, Func<StoreSession, FileLogStore> make)
    {
        var disk = new Disk(options.Observer);
        lock (Guard)
        {
            StoreFolder.Prepare(folder, disk);
            FileIdentity identity = FileIdentity.TryGet(folder)?.Identity
                ?? throw NativeError.Make("open", folder, Errno.NoEntry);
            (FileLogStore Store, int Count) open = Stores.TryGetValue(identity, out var found)
                ? found
                : (make(StoreOpening.Open(folder, options, disk)), 0);
            Stores[identity] = (open.Store, open.Count + 1);
            return open.Store;
        }
    }

    /// <summary>Counts one disposal.</summary>
    /// <returns>Whether it was the last, so that the caller must close the store.</returns>
    public static bool Release(FileLogStore store)
    {
        lock (Guard)
        {
            foreach ((FileIdentity identity, (FileLogStore Store, int Count) open) in Stores)
            {
                if (open.Store == store)
                {
                    bool isLast = open.Count == 1;
                    if (isLast)
                    {
                        Stores.Remove(identity);
                    }
                    else
                    {
                        Stores[identity] = (store, open.Count - 1);
                    }

                    return isLast;
                }
            }

            return false;
        }
    }
}
