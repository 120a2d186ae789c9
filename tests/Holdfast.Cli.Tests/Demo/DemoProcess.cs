using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Cli.Demo;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Tests.Demo;

/// <summary>A real <c>holdfast demo</c> with real workers, and a folder of its own for temporary files.</summary>
public sealed class DemoProcess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-cli-");
    private Process? _process;

    public DemoProcess()
    {
        Directory.CreateDirectory(Input);
        Directory.CreateDirectory(Temporary);
    }

    /// <summary>A folder for files to work on.</summary>
    public string Input => Path.Combine(_folder.FullName, "input");

    /// <summary>A folder that the store can be in.</summary>
    public string StorePath => Path.Combine(_folder.FullName, "store");

    /// <summary>What the process takes for the system's temporary folder.</summary>
    public string Temporary => Path.Combine(_folder.FullName, "tmp");

    public int Id => _process!.Id;

    public StreamReader Output => _process!.StandardOutput;

    public void AddFile(string name, string content)
    {
        string path = Path.Combine(Input, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>Adds a file that takes its worker longer than any test lasts, and no space on the disk.</summary>
    public void AddEndlessFile(string name)
    {
        using FileStream file = File.Create(Path.Combine(Input, name));
        file.SetLength(1L << 40);
    }

    public void Start(params string[] options)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Holdfast.Cli"), ["demo", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = Temporary;
        _process = Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<Result> RunAsync(params string[] options)
    {
        Start(options);
        return await EndAsync();
    }

    public async Task<Result> EndAsync()
    {
        Task<string> output = _process!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
        return new Result(_process.ExitCode, await output, await error);
    }

    /// <summary>Waits until so many workers have a claim, and gives their processes.</summary>
    public async Task<Process[]> WaitForClaimsAsync(int workers)
    {
        using Store store = Store.Open(StorePath);
        State state = store.GetState("demo");
        WorkQueue queue = Inventory.QueueOf(state);
        Snapshot now = await state.WhenAsync(
            now => queue.GetClaims(now).Count == workers, Timeout, TestContext.Current.CancellationToken);
        return [.. queue.GetClaims(now).Select(claim => Process.GetProcessById(claim.Process.ProcessId))];
    }

    /// <summary>Sends a signal to one process.</summary>
    public static void Send(int processId, int signal) => Assert.Equal(0, Kill(processId, signal));

    /// <summary>Checks that processes end by themselves.</summary>
    public static async Task AssertEndAsync(IEnumerable<Process> processes)
    {
        foreach (Process process in processes)
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
