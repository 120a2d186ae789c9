using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>A whole program beside this one, which does what it is told line by line.</summary>
internal sealed class OtherProgram : IDisposable
{
    private const string Name = "Holdfast.ProcessProgram";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _errors = new();
    private readonly Task _reader;

    /// <summary>Starts it, and waits until it has come to its own code.</summary>
    /// <param name="words">What stands before its arguments.</param>
    /// <param name="store">The store's folder.</param>
    /// <param name="ending">What becomes of its processes at its end.</param>
    /// <param name="environment">Further variables.</param>
    public OtherProgram(
        IReadOnlyList<string> words,
        string store,
        ProcessEnding ending = ProcessEnding.Stop,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        ProcessStartInfo start = new(words[0], [.. words.Skip(1), store, ending.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        _reader = Task.Factory.StartNew(ReadLines, TaskCreationOptions.LongRunning);
        Assert.Equal("main", Read());
    }

    /// <summary>The words that start it with the runner.</summary>
    public static IReadOnlyList<string> ByRunner => [Runner, Path.Combine(Folder, Name + ".dll")];

    /// <summary>What it has to have beside it, and where that is.</summary>
    public static string[] Files =>
        [.. Directory.GetFiles(Folder, Name + "*"), .. Libraries.Select(file => Path.Combine(Folder, file))];

    public static IReadOnlyList<string> Libraries => ["Holdfast.dll", "Holdfast.Processes.dll"];

    public int Id => _process.Id;

    /// <summary>What it wrote on standard error; complete when it has ended.</summary>
    public string Errors => _errors.ToString();

    /// <summary>Tells it a line, and gives its answer.</summary>
    public string Ask(string line)
    {
        Tell(line);
        return Read();
    }

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Lets it end in order; gives its exit code.</summary>
    public int End()
    {
        _process.StandardInput.Close();
        return WaitForEnd();
    }

    /// <summary>Kills it as the kernel does (SIGKILL).</summary>
    public void Kill()
    {
        _process.Kill();
        WaitForEnd();
    }

    public int WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience), "The program did not end.");

        // Without a time it also waits for the last of the output, which descendants may hold; those are looked at by
        // the test.
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(Patience);
        _reader.Wait(Patience);
        _process.Dispose();
        _lines.Dispose();
    }

    private static string Folder => AppContext.BaseDirectory;

    private static string Runner =>
        Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";

    private string Read() => _lines.TryTake(out string? line, Patience)
        ? line
        : throw new TimeoutException($"The program said nothing. {Errors}");

    private void ReadLines()
    {
        while (_process.StandardOutput.ReadLine() is { } line) _lines.Add(line);
    }
}
