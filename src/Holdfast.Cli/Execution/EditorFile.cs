using System.ComponentModel;
using System.Diagnostics;
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
    /// Works with what the editor left. When it fails the file is kept, and the failure says where.
    /// </summary>
    /// <exception cref="KeptTextException">The work failed.</exception>
    public ExitStatus Use(Func<Value, ExitStatus> work)
    {
        try
        {
            return work(Read());
        }
        catch (Exception exception) when (exception is not ClosedPipeException and not InterruptedException)
        {
            Keep();
            throw new KeptTextException(exception, _name);
        }
    }

    /// <summary>Lets the file stay; gives its name.</summary>
    public string Keep()
    {
        _isKept = true;
        return _name;
    }

    public void Dispose()
    {
        if (!_isKept) File.Delete(_name);
    }

    private Value Read() => Texts.Json(File.ReadAllBytes(_name), Texts.Quote);
}
