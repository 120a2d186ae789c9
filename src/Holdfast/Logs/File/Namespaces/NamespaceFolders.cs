using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Namespaces;

/// <summary>The folders of a store's namespaces. Changes only under the store lock.</summary>
internal sealed class NamespaceFolders(StoreSession session)
{
    private const string RemovedSuffix = ".removed";
    private readonly string _parent = Path.Combine(session.Folder, FileFormat.NamespacesFolder);

    /// <summary>The path of a namespace's folder, whether it exists or not.</summary>
    public string PathOf(string name) => Path.Combine(_parent, NamespaceName.ToFolder(name));

    /// <summary>Lists the names of all namespaces, in ordinal order.</summary>
    public List<string> ListNames()
    {
        var names = new List<string>();
        foreach (string folder in ListFolders())
        {
            if (NamespaceRecord.TryRead(folder) is { } record) names.Add(record.Name);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Lists the paths of all namespaces' folders.</summary>
    public IEnumerable<string> ListFolders() => FileIdentity.TryGet(_parent) is null
        ? []
        : Disk.ListNames(_parent).Where(name => !name.Contains('.', StringComparison.Ordinal))
            .Select(name => Path.Combine(_parent, name));

    /// <summary>Makes a namespace's folder with its first segment.</summary>
    /// <remarks>
    /// Durability. All is flushed under another name before the folder gets its own: it is there whole or not at all.
    /// </remarks>
    public void Make(string name)
    {
        Disk disk = session.Disk;
        disk.MakeFolder(_parent);

        // Also when it was there: whoever made it may have died before this.
        disk.FlushFolder(session.Folder);
        string path = PathOf(name);
        string temporary = path + Disk.TemporarySuffix;
        if (!disk.MakeFolder(temporary))
        {
            disk.RemoveFolder(temporary);
            disk.MakeFolder(temporary);
        }

        SegmentFolder.Make(temporary, 0, session.Options.FirstSegmentBytes, session.NowMicroseconds, disk);
        byte[] record = new NamespaceRecord(name, session.Store.Generation).ToJson();
        disk.ReplaceDurably(Path.Combine(temporary, FileFormat.NamespaceFile), record);
        disk.Rename(temporary, path);
        disk.FlushFolder(_parent);
    }

    /// <summary>
    /// Removes what makers and removers left that died in the midst of it. Nobody else has the store open.
    /// </summary>
    public static void RemoveLeftovers(string store, Disk disk)
    {
        string parent = Path.Combine(store, FileFormat.NamespacesFolder);
        if (FileIdentity.TryGet(parent) is null) return;

        foreach (string name in Disk.ListNames(parent))
        {
            if (name.EndsWith(RemovedSuffix, StringComparison.Ordinal)
                || name.EndsWith(Disk.TemporarySuffix, StringComparison.Ordinal))
            {
                disk.RemoveFolder(Path.Combine(parent, name));
            }
        }
    }

    /// <summary>Removes a namespace's folder; its name is gone first, durably.</summary>
    public void Remove(string name)
    {
        string path = PathOf(name);
        string removed = path + RemovedSuffix;
        if (FileIdentity.TryGet(removed) is not null) session.Disk.RemoveFolder(removed);

        session.Disk.Rename(path, removed);
        session.Disk.FlushFolder(_parent);
        session.Disk.RemoveFolder(removed);
    }
}
