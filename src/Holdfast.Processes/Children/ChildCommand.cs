using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Processes.Children;

/// <summary>The command that starts this program once more, as a child.</summary>
/// <remarks>
/// Shape. Best is the host of the installed runtime, told to run this package's assembly with all that the program is
///        run with, its settings and its list of assemblies (<see cref="Entry.ChildMain"/>). Where that is not there,
///        as in a single file, the program itself is started and entered by a start-up hook, whose type the runtime
///        takes some 12 ms to find by its name.
/// </remarks>
/// <param name="Executable">What is executed.</param>
/// <param name="Words">Its words; the first is the name under which people see it.</param>
/// <param name="NeedsHook">Whether it has to be entered by a hook.</param>
internal sealed record ChildCommand(string Executable, IReadOnlyList<string> Words, bool NeedsHook)
{
    private const string Runner = "dotnet";
    private const string ExecuteWord = "exec";
    private const string SettingsOption = "--runtimeconfig";
    private const string AssembliesOption = "--depsfile";

    /// <summary>That of this program.</summary>
    public static ChildCommand Own { get; } = Find();

    /// <summary>The words behind the host's name that run an assembly in the place of a program.</summary>
    /// <param name="options">What stood between the host and the program, when the program was started by it.</param>
    /// <param name="program">The program's assembly.</param>
    /// <param name="entry">The assembly that is run.</param>
    /// <returns>Null: the host would not run the two alike.</returns>
    public static IReadOnlyList<string>? WordsToEnter(IReadOnlyList<string> options, string program, string entry)
    {
        // Another folder would be another base folder of the program.
        if (program.Length == 0 || Path.GetDirectoryName(program) != Path.GetDirectoryName(entry)) return null;
        List<string> words = options is [ExecuteWord, ..] ? [.. options] : [ExecuteWord, .. options];
        return TryAdd(words, SettingsOption, Path.ChangeExtension(program, ".runtimeconfig.json"), isNeeded: true)
            && TryAdd(words, AssembliesOption, Path.ChangeExtension(program, ".deps.json"), isNeeded: false)
                ? [.. words, entry, program]
                : null;
    }

    private static ChildCommand Find()
    {
        string path = Environment.ProcessPath ?? throw new HoldfastException(
            ErrorCode.ChildFailed,
            "This system does not tell where the running program is; it cannot be started anew.");
        bool isByRunner = Path.GetFileNameWithoutExtension(path) == Runner;
        string[] line = OwnLine();
        string[] words = isByRunner ? WordsOfRunner(line) : [];
        string[] options = isByRunner ? words[..^1] : [];
        string program = FileOf(Assembly.GetEntryAssembly());
        return (isByRunner ? path : FindRunner()) is { } runner
            && WordsToEnter(options, program, FileOf(typeof(ChildCommand).Assembly)) is { } direct
                ? new ChildCommand(runner, [line[0], .. direct], NeedsHook: false)
                : new ChildCommand(path, [path, .. words], NeedsHook: true);
    }

    private static string FileOf(Assembly? assembly)
    {
#pragma warning disable IL3000 // Empty in a single file, which is an answer too.
        return assembly?.Location ?? "";
#pragma warning restore IL3000
    }

    /// <summary>Adds a file of the program by an option, unless that is there already.</summary>
    private static bool TryAdd(List<string> words, string option, string file, bool isNeeded)
    {
        if (words.Contains(option)) return true;
        if (!File.Exists(file)) return !isNeeded;
        words.AddRange([option, file]);
        return true;
    }

    private static string[] OwnLine() => Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline"))
        .Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// What stood between the runner and the program's own arguments, such as <c>exec --depsfile …</c>, by which the
    /// program's assemblies are found; the program is the last.
    /// </summary>
    private static string[] WordsOfRunner(string[] line)
    {
        string program = Environment.GetCommandLineArgs()[0];
        int last = Array.FindIndex(line, 1, word => IsSameFile(word, program));
        return last > 0 ? line[1..(last + 1)] : [ExecuteWord, program];
    }

    private static bool IsSameFile(string word, string program) =>
        word == program || Path.GetFileName(word) == Path.GetFileName(program);

    /// <summary>The runner of this very runtime: <c>ROOT/dotnet</c> for <c>ROOT/shared/NAME/VERSION</c>.</summary>
    /// <returns>Null: the runtime came with the program.</returns>
    private static string? FindRunner()
    {
        DirectoryInfo? shared = Directory.GetParent(RuntimeEnvironment.GetRuntimeDirectory())?.Parent?.Parent;
        string runner = Path.Combine(shared?.Parent?.FullName ?? "", Runner);
        return shared?.Name == "shared" && File.Exists(runner) ? runner : null;
    }
}
