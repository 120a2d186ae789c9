using System.Runtime.InteropServices;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Demo;

/// <summary>Finds the files that a demonstration works on.</summary>
internal static class InputFiles
{
    /// <summary>A demonstration takes seconds; a queue of more files would be a document of many megabytes.</summary>
    private const int Most = 100_000;

    private static readonly EnumerationOptions Recursive = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>The folder of the .NET runtime that runs this program: every machine with it has those files.</summary>
    public static string DefaultFolder => Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>Lists the files at any depth but no links: names relative to the folder, in ordinal order.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">Usage: no such folder; no files, or too many.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        if (File.Exists(folder)) throw Wrong.Usage($"'{folder}' is a file; --input takes the folder it is in");
        if (!Directory.Exists(folder))
            throw Wrong.Usage($"there is no folder '{folder}'; give one with files to --input");
        string[] names =
        [
            .. Directory.EnumerateFiles(folder, "*", Recursive)
                .Take(Most + 1)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal),
        ];
        return names.Length switch
        {
            0 => throw Wrong.Usage($"'{folder}' has no file that can be read; give a folder with files to --input"),
            > Most => throw Wrong.Usage($"'{folder}' has more than {Most} files; give a smaller folder to --input"),
            _ => names,
        };
    }
}
