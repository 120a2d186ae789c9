using System.Text.Unicode;

namespace Holdfast.Cli.Execution;

/// <summary>Refuses words that are no text: they were replaced by U+FFFD before the program could see them.</summary>
internal static class ForeignWords
{
    private const char Replacement = '\uFFFD';

    /// <summary>The words of this process, as the system has them.</summary>
    public static byte[]? OfProcess()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllBytes("/proc/self/cmdline") : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Refuses words that are not UTF-8. A word that has the replacement character itself is text.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">Usage.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> words, Host host)
    {
        // By hand, since every command comes by: the framework's search loads its vectors, and LINQ (decision 0009).
        for (int index = 0; index < words.Count; index++)
        {
            foreach (char unit in words[index])
            {
                if (unit == Replacement) ThrowIfForeign(words[index], host);
            }
        }
    }

    private static void ThrowIfForeign(string word, Host host)
    {
        if (host.ReadWords() is { } bytes && !Utf8.IsValid(bytes))
        {
            throw Wrong.Usage(
                $"'{word}' is not UTF-8 text; encode it first, or give it by '-' and standard input");
        }
    }
}
