using System.Runtime.CompilerServices;

namespace Holdfast.Tests.Architecture;

/// <summary>Finds the files of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>All files below some folders, as paths from the root with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders) =>
        [.. folders
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal)];

    // The compiler writes this file's own path in; a deterministic build may map it, so the folder of the
    // test assembly is the second place to start from.
    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        FindAbove(Path.GetDirectoryName(thisFile)) ?? FindAbove(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("The repository's root, with Holdfast.slnx, was not found.");

    private static string? FindAbove(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Holdfast.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
