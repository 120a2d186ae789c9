using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Opening;

/// <summary>Makes sure that a path is a folder which is a store, or may become one.</summary>
internal static class StoreFolder
{
    /// <summary>Gives the full path of a folder; one that is full already as it is.</summary>
    /// <remarks>The look is by hand, since the framework's loads the vectors that search a text.</remarks>
    public static string FullPath(string folder)
    {
        bool isFull = folder.Length > 1 && folder[0] == '/';
        for (int index = 1; isFull && index < folder.Length; index++)
        {
            isFull = folder[index] != '\0' && (folder[index - 1] != '/' || folder[index] is not ('/' or '.'));
        }

        return isFull ? folder : Path.GetFullPath(folder);
    }

    /// <summary>Makes the folder when it is missing, and refuses what is not a store.</summary>
    /// <exception cref="HoldfastException">NotAStore, PermissionDenied, or another fault.</exception>
    public static void Prepare(string folder, Disk disk)
    {
        if (FileIdentity.TryGet(folder) is not { } facts)
        {
            MakeWithParents(folder, disk);
        }
        else if (!facts.IsFolder)
        {
            throw NotAStore(folder, "it is a file");
        }
        else if (FileIdentity.TryGet(Path.Combine(folder, FileFormat.StoreFile)) is null && HasForeignFiles(folder))
        {
            throw NotAStore(folder, "it holds other files and no store.json");
        }
    }

    private static void MakeWithParents(string folder, Disk disk)
    {
        string? parent = Path.GetDirectoryName(folder);
        if (parent is not null && FileIdentity.TryGet(parent) is null)
            MakeWithParents(parent, disk);

        if (disk.MakeFolder(folder) && parent is not null) disk.FlushFolder(parent);
    }

    // What a creation that was interrupted leaves is not foreign.
    private static bool HasForeignFiles(string folder) => Array.Exists(
        Disk.ListNames(folder),
        name =>
            name is not (FileFormat.LiveFile or FileFormat.StoreFile or FileFormat.StoreFile + Disk.TemporarySuffix));

    private static HoldfastException NotAStore(string folder, string why) => new(
        ErrorCode.NotAStore,
        $"'{folder}' is not a store: {why}; choose an empty folder or one that does not exist yet.")
    {
        File = folder,
    };
}
