using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Holdfast.Cli.Parsing;
using Holdfast.Documents.Json;

namespace Holdfast.Cli.Execution;

/// <summary>A file that an editor works on: only its owner can read it, and it is gone when all went well.</summary>
internal sealed class EditorFile : IDisposable
{
    private const string DefaultEditor = "vi";

    private readonly string _name;
    private bool _isKept;

    private EditorFile(string name) => _name = name;

    /// <summary>Writes a value, indented.</summary>
    public static EditorFile Write(Value value)
    {
        string name = Path.Combine(Path.GetTempPath(), $"holdfast-{Guid.NewGuid():n}.json");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream stream = new(name, options))
        {
            value.WriteTo(stream, JsonStyle.Indented);
            stream.WriteByte((byte)'\n');
        }

        return new EditorFile(name);
    }

    /// <summary>Runs the editor and waits for it.</summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// ProgramFailed: it cannot be started or ended with a failure.
    /// </exception>
    public void Edit(Host host)
    {
        List<string> words = ShellWords.Split(host.Variable("EDITOR") ?? "");
        if (words is [] or ["", ..]) words = [DefaultEditor];
        string editor = string.Join(' ', words);
        using Signals signals = host.Listen();
        signals.AreIgnored = true; // Ctrl-C belongs to the editor while it has the terminal.
        ProcessStartInfo start = new(words[0], [.. words.Skip(1), _name]) { UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw Wrong.Program(
                    $"the editor '{editor}' ended with status {process.ExitCode}, nothing was committed; edit again");
        }
        catch (Win32Exception fault)
        {
            throw Wrong.Start($"the editor '{editor}'", fault, "set EDITOR to one that can");
        }
    }

    /// <summary>
    /// Reads what the editor left. Until <see cref="Forget"/> the file is kept when the command fails.
    /// </summary>
    public Value Read()
    {
        _isKept = true;
        return Texts.Json(File.ReadAllText(_name, Encoding.UTF8), $"; your text is kept in {_name}");
    }

    /// <summary>Lets the file go: what it holds is committed.</summary>
    public void Forget() => _isKept = false;

    public void Dispose()
    {
        if (!_isKept) File.Delete(_name);
    }
}
