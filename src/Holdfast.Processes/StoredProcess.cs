using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Native;
using Holdfast.Processes.Table;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <summary>A process that was started on a store, controlled from any process that has it open.</summary>
/// <remarks>Threads. Any.</remarks>
public sealed partial class StoredProcess
{
    /// <summary>So long at the least a start may take before it is said to hang.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    private readonly Store _store;
    private readonly ProcessTable _table;

    internal StoredProcess(Store store, ProcessStatus status) =>
        (_store, _table, Status) = (store, new ProcessTable(store), status);

    /// <summary>How it was when it was found.</summary>
    public ProcessStatus Status { get; }

    /// <summary>Asks its run to wait.</summary>
    /// <exception cref="HoldfastOperationException">
    /// RunNotFound: its function looks at no run, so it can only be stopped; RunDied; TransitionRefused.
    /// </exception>
    /// <returns>The state of its run.</returns>
    public RunPhase Pause() => Control(run => run.Pause());

    /// <summary>Lets its run go on.</summary>
    /// <inheritdoc cref="Pause"/>
    public RunPhase Resume() => Control(run => run.Resume());

    /// <summary>Asks its run to end.</summary>
    /// <inheritdoc cref="Pause"/>
    public RunPhase Cancel() => Control(run => run.Cancel());

    /// <summary>
    /// Has it end and waits for that: SIGTERM, and after a grace time SIGKILL. It is not retried.
    /// </summary>
    /// <param name="grace">
    /// How long it may take; null: 5 s. One that still starts has the time from when it runs, and may take as long to
    /// get there, or 5 s if that is longer.
    /// </param>
    /// <param name="token">Ends the waiting; it was asked all the same.</param>
    /// <returns>False when it had ended already.</returns>
    /// <exception cref="HoldfastOperationException">
    /// OtherMachine: it runs in another PID namespace or on another machine; ThreadGoesOn: it is a thread of another
    /// program, which was asked, and does not end.
    /// </exception>
    /// <exception cref="HoldfastTimeoutException">
    /// TimedOut: it does not come to run, for example because it was stopped by SIGSTOP while it started. It ends when
    /// it does, or when the program that started it stops it, which alone knows its number.
    /// </exception>
    public async Task<bool> StopAsync(TimeSpan? grace = null, CancellationToken token = default)
    {
        TimeSpan time = Deadline.Checked(grace ?? new ProcessOptions().StopGraceOrDefault, nameof(grace));
        if (_table.Find(Status.Id) is not { } found || IsOver(found)) return false;
        using EndWait end = new(_store, Status.Id);
        if (_table.Change(found.Id, $"{found.Name} is to end", now => now with { IsStopping = true }) is not { } record)
            return false;
        if (record.Self is null)
        {
            // It finds the wish when it enters itself as running, and acts on it as on the signal.
            Deadline start = Deadline.After(time == Timeout.InfiniteTimeSpan || time > StartPatience
                ? time
                : StartPatience);
            if (!await end.EntersAsync(start, token).ConfigureAwait(false)) throw DoesNotGetThere();
            if (_table.Find(Status.Id) is not { Self: not null } entered) return true;
            record = entered;
        }
        else if (record.Backend == Backend.Process)
        {
            Signal(record, Libc.Terminate);
        }
        else if (Status.Run is not null)
        {
            Control(run => run.Cancel());
        }

        if (await end.WaitAsync(Deadline.After(time), token).ConfigureAwait(false)) return true;
        if (record.Backend == Backend.Thread)
        {
            throw new HoldfastOperationException(
                ErrorCode.ThreadGoesOn, $"'{record.Name}' is a thread, was asked to end and has not done so in time.");
        }

        Signal(record, Libc.Kill);
        return await end.WaitAsync(Deadline.Of(null), token).ConfigureAwait(false);
    }

    private HoldfastTimeoutException DoesNotGetThere() => new(
        ErrorCode.TimedOut,
        $"The process '{Status.Name}' ({Status.Id}) was asked to end, and does not come to run; it ends when it does. "
            + "Stop it in the program that started it, or end that.");

    private RunPhase Control(Action<RunState> act)
    {
        if (Status.Run is null)
        {
            throw new HoldfastOperationException(
                ErrorCode.RunNotFound,
                $"The function of '{Status.Name}' looks at no run, so it obeys nothing but a stop; stop it.");
        }

        using RunState run = _table.State.GetRunState(ProcessTable.PathOf(Status.Id));
        act(run);
        return run.Phase;
    }

    private static void Signal(ProcessRecord record, int signal)
    {
        int process = record.Self!.ProcessId;
        using ProcessHandle handle = new(process);

        // Behind the handle, which cannot come to mean another process from here on.
        if (record.Place != ProcessPlace.Of(process))
        {
            throw new HoldfastOperationException(
                ErrorCode.OtherMachine,
                $"'{record.Name}' ({process}) is not to be found here, but in another PID namespace. Stop it there.");
        }

        handle.TrySignal(signal);

        // One that is stopped could not act on it.
        if (signal == Libc.Terminate) handle.TrySignal(Libc.Continue);
    }

    /// <summary>Whether it has ended; before it has the store open its maker's life stands for its own.</summary>
    private bool IsOver(ProcessRecord? record) =>
        record is null or { IsOver: true } || !_store.IsAlive(record.Self ?? record.Maker);
}
