using Holdfast.Processes.Native;

namespace Holdfast.Processes.Children;

/// <summary>A store's folder for one context, removed with it; or by a later program, when that was killed.</summary>
/// <remarks>
/// The folder has a file beside the store, which its program and its children hold by a shared kernel lock: who gets
/// that file alone knows that all of them have gone.
/// </remarks>
internal sealed class PrivateStore
{
    private const string Prefix = "holdfast-processes-";
    private const string StoreName = "store";
    private const string UseName = "in-use";
    private const int ReadWriteFlags = 0x80002;  // O_RDWR, O_CLOEXEC
    private const int CreateFlags = 0x80042;     // O_RDWR, O_CLOEXEC, O_CREAT
    private const int OwnerOnly = 0x180;         // 0600
    private const int Shared = 1 | 4;            // LOCK_SH, LOCK_NB
    private const int Alone = 2 | 4;             // LOCK_EX, LOCK_NB

    /// <summary>Once for each program: what is left over does not grow while it runs.</summary>
    private static readonly Lazy<bool> Swept = new(Sweep);

    private readonly string _root;
    private readonly int _use;

    private PrivateStore(string root, int use) => (_root, _use) = (root, use);

    public string Folder => Path.Combine(_root, StoreName);

    public static PrivateStore Make()
    {
        _ = Swept.Value;
        while (true)
        {
            string root = Directory.CreateTempSubdirectory(Prefix).FullName;
            int use = Hold(root, CreateFlags, Shared);
            if (use >= 0) return new PrivateStore(root, use);

            // Somebody sweeps, and found the file before it was held: the folder is being removed.
        }
    }

    /// <summary>Keeps the private store of another program from being removed while this process lives.</summary>
    public static void Join(string address)
    {
        string? root = Path.GetDirectoryName(address);
        if (Path.GetFileName(root)?.StartsWith(Prefix, StringComparison.Ordinal) == true)
            _ = Hold(root!, ReadWriteFlags, Shared);
    }

    public void Remove()
    {
        Directory.Delete(_root, recursive: true);
        _ = Libc.Close(_use);
    }

    private static bool Sweep()
    {
        try
        {
            foreach (string root in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
                RemoveIfDead(root);
            return true;
        }
        catch (Exception fault) when (IsOfAnother(fault))
        {
            return false;
        }
    }

    private static void RemoveIfDead(string root)
    {
        int use = Hold(root, ReadWriteFlags, Alone);
        if (use < 0) return;
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (Exception fault) when (IsOfAnother(fault))
        {
            // Also when another program sweeps at this moment.
        }
        finally
        {
            _ = Libc.Close(use);
        }
    }

    /// <summary>What cannot be listed or removed is another's, and no matter of this context.</summary>
    private static bool IsOfAnother(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>Gives the file of a folder, held; negative: there is none, or others hold it.</summary>
    private static int Hold(string root, int flags, int how)
    {
        int use = Libc.Open(Path.Combine(root, UseName), flags, OwnerOnly);
        if (use < 0 || Libc.Lock(use, how) == 0) return use;
        _ = Libc.Close(use);
        return -1;
    }
}
