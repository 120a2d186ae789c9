using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Holdfast.Cli.Demo.Processes;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Bench;

/// <summary>
/// Another process that works on the same state: says that it is ready, waits for a word, works, and tells its tally.
/// </summary>
internal sealed class BenchWorker : IDisposable
{
    /// <summary>The command that a worker runs; help does not list it.</summary>
    public const string Command = "bench-worker";

    public const string Ready = "ready";

    private readonly Process _process;

    private BenchWorker(Process process) => _process = process;

    public static BenchWorker Start(State state, BenchKind kind, BenchPlan plan)
    {
        string[] program = ThisProgram.Words;
        string[] words =
        [
            .. program[1..], Command, $"{kind}", $"{plan.Durability}",
            plan.Time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            GlobalOptions.Store.Name, state.Store.Address, GlobalOptions.Namespace.Name, state.Name,
        ];
        try
        {
            return new BenchWorker(Process.Start(new ProcessStartInfo(program[0], words)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!);
        }
        catch (Win32Exception fault)
        {
            throw Wrong.Program($"'{program[0]}' cannot be started as a worker: {fault.Message}");
        }
    }

    public void AwaitReady() => Answer();

    public void Go()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    public Tally AwaitTally() => Tally.Parse(Answer());

    /// <summary>Ends it, should it still run: it follows the end of its input.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine()
        ?? throw Wrong.Program("a worker of the bench ended before its work was done; what it said is above");
}
