using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>The stores that this process has open: one object for each folder, by device and inode.</summary>
internal static class OpenStores
{
    private static readonly Lock Guard = new();
    private static readonly List<Opened> Stores = [];

    /// <summary>Gives the store of a folder, opening it when this process has not.</summary>
    public static FileLogStore Open(string folder, FileLogOptions options, Func<StoreSession, FileLogStore> make)
    {
        var disk = new Disk(options.Observer);
        lock (Guard)
        {
            StoreFolder.Prepare(folder, disk);
            FileIdentity identity = FileIdentity.TryGet(folder)?.Identity
                ?? throw NativeError.Make("open", folder, Errno.NoEntry);
            Opened? open = Stores.Find(each => each.Folder.Equals(identity));
            if (open is null)
            {
                open = new Opened(identity, make(StoreOpening.Open(folder, options, disk)));
                Stores.Add(open);
            }

            open.Count++;
            return open.Store;
        }
    }

    /// <summary>Counts one disposal.</summary>
    /// <returns>Whether it was the last, so that the caller must close the store.</returns>
    public static bool Release(FileLogStore store)
    {
        lock (Guard)
        {
            Opened? open = Stores.Find(each => each.Store == store);
            if (open is null || --open.Count > 0) return false;

            Stores.RemoveAll(each => each == open);
            return true;
        }
    }

    // A class in a list, not a dictionary of structs, whose code no ahead-of-time compiler has: see 0009.
    private sealed class Opened(FileIdentity folder, FileLogStore store)
    {
        public FileIdentity Folder { get; } = folder;

        public FileLogStore Store { get; } = store;

        public int Count { get; set; }
    }
}
