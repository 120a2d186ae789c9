using Holdfast.Documents;

namespace Holdfast.Logs.File.Native;

/// <summary>Lists a folder.</summary>
/// <remarks>
/// Why not System.IO.Directory and Array.Sort: a process that prints one value lists some folders of a few names, and
/// the two would take a tenth of its time to load.
/// </remarks>
internal static unsafe class FolderNames
{
    // Source. struct dirent of readdir(3) on 64-bit Linux: inode, offset, length of the entry, kind, name.
    private const int NamePlace = 19;

    private const int FewNames = 16;

    /// <summary>Gives the names of a folder's files and folders, in ordinal order.</summary>
    /// <exception cref="Errors.HoldfastException">StoreReplaced, PermissionDenied, or another fault.</exception>
    public static string[] List(string path)
    {
        void* folder = Libc.opendir(path);
        if (folder is null) throw NativeError.MakeLast("list", path);

        List<string> names = [];
        try
        {
            while (Next(folder, path) is { } name)
            {
                if (name is not ("." or "..")) names.Add(name);
            }
        }
        finally
        {
            _ = Libc.closedir(folder);
        }

        string[] sorted = names.ToArray();
        Sort(sorted);
        return sorted;
    }

    private static string? Next(void* folder, string path)
    {
        byte* entry = Libc.readdir(folder);
        if (entry is not null)
        {
            byte* name = entry + NamePlace;
            int length = 0;
            while (name[length] != 0)
            {
                length++;
            }

            return AsciiText.ToText(new ReadOnlySpan<byte>(name, length));
        }

        return NativeError.Last == 0 ? null : throw NativeError.MakeLast("list", path);
    }

    private static void Sort(string[] names)
    {
        if (names.Length > FewNames)
        {
            Array.Sort(names, StringComparer.Ordinal);
            return;
        }

        for (int count = 1; count < names.Length; count++)
        {
            string name = names[count];
            int place = count;
            for (; place > 0 && string.CompareOrdinal(names[place - 1], name) > 0; place--)
            {
                names[place] = names[place - 1];
            }

            names[place] = name;
        }
    }
}
