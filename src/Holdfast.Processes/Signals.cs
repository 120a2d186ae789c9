using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Native;

namespace Holdfast.Processes;

/// <summary>Signals as exceptions, and signals to other processes.</summary>
/// <remarks>
/// A number that <see cref="PosixSignal"/> does not name is the system's own, such as 10 for SIGUSR1 on Linux.
/// Threads. Any.
/// Source.  zproc's signal_to_exception, exception_to_signal, send_signal and clean_process_tree.
/// </remarks>
public static class Signals
{
    private static readonly Dictionary<PosixSignal, SignalCatch> Caught = [];
    private static readonly Lock Guard = new();

    /// <summary>
    /// Lets a signal cancel the token of the run, whose <see cref="RunState.ThrowIfCancelled()"/> then throws
    /// <see cref="SignalException"/>. An atomic function that runs meanwhile completes.
    /// </summary>
    /// <param name="signal">The signal to catch.</param>
    /// <param name="run">The run that it cancels; null: <see cref="RunState.Current"/>.</param>
    /// <exception cref="InvalidOperationException">There is no run here.</exception>
    public static void ToException(PosixSignal signal, RunState? run = null)
    {
        RunState target = run ?? RunState.Current
            ?? throw new InvalidOperationException("No run is on here; give one, or call this inside its scope.");
        lock (Guard)
        {
            if (Caught.Remove(signal, out SignalCatch? before)) before.Dispose();
            Caught[signal] = target.CatchSignals([signal], SignalChain.Replace, Raise);
        }
    }

    /// <summary>Restores what a signal does by default.</summary>
    public static void ToDefault(PosixSignal signal)
    {
        lock (Guard)
        {
            if (Caught.Remove(signal, out SignalCatch? caught)) caught.Dispose();
        }
    }

    /// <summary>Sends a signal.</summary>
    /// <param name="signal">Which one.</param>
    /// <param name="process">To which process; null: this one.</param>
    /// <returns>False when there is no such process, or it belongs to somebody else.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number is none of a process: to the kernel 0 and less mean groups, or all processes.
    /// </exception>
    public static bool Send(PosixSignal signal, int? process = null) =>
        Libc.SendSignal(NumberOrOwn(process), NumberOf(signal)) == 0;

    /// <summary>
    /// Ends all processes that a process has started, and theirs: SIGTERM, and SIGKILL for those that are still there
    /// after a while.
    /// </summary>
    /// <param name="process">The process, which itself goes on; null: this one.</param>
    /// <param name="grace">How long they may take; null: 0.5 s.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is none of a process.</exception>
    public static int KillTree(int? process = null, TimeSpan? grace = null) =>
        ProcessTree.End(NumberOrOwn(process), grace ?? TimeSpan.FromSeconds(0.5));

    /// <summary>Gives the system's number of a signal.</summary>
    [SuppressMessage("Interoperability", "CA1416", Justification = "Numbers only; sending one needs Linux anyway.")]
    internal static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => Libc.Terminate,
        PosixSignal.SIGCHLD => 17,
        PosixSignal.SIGCONT => Libc.Continue,
        PosixSignal.SIGTSTP => 20,
        PosixSignal.SIGTTIN => 21,
        PosixSignal.SIGTTOU => 22,
        PosixSignal.SIGWINCH => 28,
        _ => (int)signal,
    };

    internal static string NameOf(PosixSignal signal) => signal < 0 ? signal.ToString() : SignalNames.Of((int)signal);

    private static int NumberOrOwn(int? process)
    {
        if (process is not { } number) return Environment.ProcessId;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number, nameof(process));
        return number;
    }

    private static void Raise(RunState run, PosixSignal signal)
    {
        CancellationToken token = run.Token;
        run.CancelCause = () => new SignalException(signal, token);
        run.CancelHere();
    }
}
