using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Holdfast.Errors;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Children;

/// <summary>The command that starts this program once more, as a child.</summary>
/// <remarks>
/// Shape. Best is the host of the installed runtime, told to run this package's assembly with all that the program is
///        run with, its settings and its list of assemblies (<see cref="Entry.ChildMain"/>). Where that is not there,
///        as in a single file, the program itself is started and entered by a start-up hook, whose type the runtime
///        takes some 12 ms to find by its name. So it is too where it would make a difference to the program: it has
///        rights by its file, or other hooks look at what it is.
/// </remarks>
/// <param name="Executable">What is executed.</param>
/// <param name="Words">Its words; the first is the name under which people see it.</param>
/// <param name="Entry">The assembly that the host runs; null: the program itself is run, and needs a hook.</param>
internal sealed record ChildCommand(string Executable, IReadOnlyList<string> Words, string? Entry)
{
    private const string Runner = "dotnet";
    private const string ExecuteWord = "exec";
    private const string SettingsOption = "--runtimeconfig";
    private const string AssembliesOption = "--depsfile";
    private const UnixFileMode OthersRights = UnixFileMode.SetUser | UnixFileMode.SetGroup;

    private static readonly ChildCommand? Direct = FindDirect();

    private static readonly ChildCommand Hooked = FindHooked();

    /// <summary>The one for a child.</summary>
    /// <param name="isHooked">Whether its environment has start-up hooks.</param>
    public static ChildCommand For(bool isHooked) => isHooked ? Hooked : Direct ?? Hooked;

    /// <summary>Refuses to start what is not there any more, which the host would say on the child's output.</summary>
    /// <exception cref="HoldfastException">ChildFailed.</exception>
    public void ThrowIfGone()
    {
        if (Entry is null || File.Exists(Entry)) return;
        throw new HoldfastException(
            ErrorCode.ChildFailed,
            $"'{Entry}', by which this program starts children, is not there any more; put it back, or start the "
                + "program from where it is now.")
        {
            File = Entry,
        };
    }

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

    private static ChildCommand? FindDirect()
    {
        string path = OwnPath();
        string[] line = OwnLine();
        if (line.Length == 0 || OperatingSystem.IsWindows()) return null;
        string[] options = IsRunner(path) ? WordsOfRunner(line)[..^1] : [];
        string entry = FileOf(typeof(ChildCommand).Assembly);
        return (IsRunner(path) ? path : FindRunner()) is { } runner
            && !HasRightsByFile(path)
            && WordsToEnter(options, FileOf(Assembly.GetEntryAssembly()), entry) is { } words
                ? new ChildCommand(runner, [line[0], .. words], entry)
                : null;
    }

    private static ChildCommand FindHooked()
    {
        string path = OwnPath();
        string[] words = IsRunner(path) ? WordsOfRunner(OwnLine()) : [];
        return new ChildCommand(path, [path, .. words], Entry: null);
    }

    private static string OwnPath() => Environment.ProcessPath ?? throw new HoldfastException(
        ErrorCode.ChildFailed,
        "This system does not tell where the running program is; it cannot be started anew.");

    // Not without what looks like an extension: a program may be called dotnet.shop.
    private static bool IsRunner(string path) => Path.GetFileName(path) == Runner;

    /// <summary>Whether an executable gives rights to who runs it, which the host's would not.</summary>
    [UnsupportedOSPlatform("windows")]
    private static unsafe bool HasRightsByFile(string path) =>
        (File.GetUnixFileMode(path) & OthersRights) != 0
        || Libc.GetAttribute(path, "security.capability", null, 0) > 0;

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
