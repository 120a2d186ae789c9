using System.ComponentModel;
using System.Diagnostics;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Demo.Processes;

/// <summary>A process that this one started, killed by nobody else's id and never left behind.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>The exit status that .NET gives a process that SIGKILL ended: 128 and the signal's number.</summary>
    public const int KilledStatus = 128 + 9;

    private readonly Process _process;

    private WorkerProcess(int number, Process process) => (Number, Id, _process) = (number, process.Id, process);

    /// <summary>Its number among the workers, from 1.</summary>
    public int Number { get; }

    /// <summary>Its name in the state.</summary>
    public string Name => WorkQueue.NameOf(Number);

    /// <summary>The operating system's number.</summary>
    public int Id { get; }

    /// <summary>Whether this program chose to kill it.</summary>
    public bool IsKilled { get; private set; }

    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts this program once more with other words.</summary>
    /// <exception cref="Errors.HoldfastOperationException">ProgramFailed: it cannot be started.</exception>
    public static WorkerProcess Start(int number, IEnumerable<string> words)
    {
        string[] program = ThisProgram.Words;
        ProcessStartInfo start = new(program[0], [.. program[1..], .. words])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        try
        {
            return new WorkerProcess(number, Process.Start(start)!);
        }
        catch (Win32Exception fault)
        {
            throw Wrong.Program($"'{program[0]}' cannot be started as a worker: {fault.Message}");
        }
    }

    /// <summary>Ends it with SIGKILL, which it cannot notice, and returns when it has gone.</summary>
    public void Kill()
    {
        IsKilled = true;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits until it ends; the result is its exit status.</summary>
    public async Task<int> WaitAsync(CancellationToken token)
    {
        await _process.WaitForExitAsync(token).ConfigureAwait(false);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (IsAlive) Kill();
        _process.Dispose();
    }
}
