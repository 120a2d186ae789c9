namespace Holdfast.Cli.Demo.Processes;

/// <summary>How this program is started once more.</summary>
internal static class ThisProgram
{
    private const string Runner = "dotnet";
    private const string Command = "holdfast";

    /// <summary>Whether it was started by the name under which it is installed.</summary>
    public static bool IsCommand => Path.GetFileNameWithoutExtension(Words[0]) == Command;

    /// <summary>The words that start it: its own executable, or the runner and the assembly.</summary>
    public static string[] Words
    {
        get
        {
            string path = Environment.ProcessPath
                ?? throw new PlatformNotSupportedException("This system does not tell where the running program is.");
            string assembly = typeof(ThisProgram).Assembly.GetName().Name + ".dll";
            return Path.GetFileNameWithoutExtension(path) == Runner
                ? [path, Path.Combine(AppContext.BaseDirectory, assembly)]
                : [path];
        }
    }
}
