using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <summary>A function that runs in another process, or is to.</summary>
/// <remarks>
/// Threads. Any.
/// Source.  zproc's Process.
/// </remarks>
public sealed partial class ChildProcess
{
    private readonly Lock _lock = new();
    private Launch _launch;
    private ChildLife? _life;
    private ChildOutcome _outcome;

    internal ChildProcess(ProcessContext context, Launch launch) => (Context, _launch) = (context, launch);

    /// <summary>The context that it belongs to.</summary>
    public ProcessContext Context { get; }

    /// <summary>Its name: that of the options, or of the function.</summary>
    public string Name => _launch.Name;

    /// <summary>Its id in the table of processes, as <c>holdfast ps</c> shows it; null before the start.</summary>
    public string? Id { get; private set; }

    /// <summary>The system's number of its process; null before the start.</summary>
    public int? Pid => Life?.Process;

    /// <summary>Whether it was started and has not ended.</summary>
    public bool IsAlive => Life is { Ended.IsCompleted: false };

    /// <summary>
    /// Its exit code: 0 when its function returned, 1 when an exception ended it, −N when signal N ended it; null
    /// before its end.
    /// </summary>
    /// <remarks>
    /// Shape. A program that ends with <c>exit(137)</c> shows 137, one that SIGKILL ended −9.
    ///        <see cref="int.MinValue"/>: another part of the program has taken the kernel's word away.
    /// </remarks>
    public int? ExitCode => Life is { Ended: { IsCompleted: true } ended } ? ended.Result.Code : null;

    /// <summary>How far the process is.</summary>
    public ProcessPhase Phase => Life switch
    {
        null => ProcessPhase.Created,
        { Ended.IsCompleted: true } => ProcessPhase.Ended,
        _ => ProcessPhase.Running,
    };

    /// <summary>Told each message instead of it being taken for a result; for warm workers.</summary>
    internal Action<Frame>? Heard { get; init; }

    /// <summary>Told of its end, before those who wait for it.</summary>
    internal Action<ExitStatus>? Over { get; init; }

    internal Task<ExitStatus>? Ended => Life?.Ended;

    private ChildLife? Life => Volatile.Read(ref _life);

    /// <summary>Starts it; when this returns, its process is there.</summary>
    /// <returns>The system's number of its process.</returns>
    /// <exception cref="HoldfastOperationException">
    /// ProcessStarted: it was started already; LinkFailed: one that it is linked to has failed.
    /// </exception>
    /// <exception cref="HoldfastException">ChildFailed: the system cannot start it.</exception>
    /// <exception cref="ObjectDisposedException">The context was disposed of.</exception>
    public int Start()
    {
        lock (_lock)
        {
            if (_life is not null)
            {
                throw new HoldfastOperationException(
                    ErrorCode.ProcessStarted, $"{this} was started already; make another one.");
            }

            // Whoever ends the context says so before it stops its processes, each under this lock: one is stopped
            // there, or not started here.
            Context.ThrowIfDisposed();
            ThrowIfLinkFailed();
            Id = _launch.Enter(Context);
            Volatile.Write(ref _life, _launch.Start(Context, Id, Hear, End));
            _ = _life.Ended.ContinueWith(
                ended => _over.SetResult(ended.Result),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            _launch = _launch.AfterStart();
            return _life.Process;
        }
    }

    /// <summary>Waits until its process has ended, however.</summary>
    /// <returns>Its exit code, as <see cref="ExitCode"/>.</returns>
    /// <exception cref="HoldfastOperationException">ProcessNotStarted.</exception>
    public async Task<int> WaitForExitAsync(CancellationToken token = default) =>
        (await StartedLife.Ended.WaitAsync(token).ConfigureAwait(false)).Code;

    /// <summary>Sends it a signal; nothing when it has ended.</summary>
    /// <remarks>Shape. A thread takes SIGTERM as the wish that it ends, and no other signal.</remarks>
    public void Signal(System.Runtime.InteropServices.PosixSignal signal) =>
        StartedLife.Signal(Signals.NumberOf(signal));

    /// <summary>
    /// Has it end and waits for that: SIGTERM, which a function sees in its <see cref="CancellationToken"/> or
    /// <see cref="Lifecycle.Runs.RunState"/> and which ends all others; after a grace time SIGKILL. It is not retried.
    /// </summary>
    /// <param name="grace">How long it may take; null: as its options say.</param>
    /// <returns>Its exit code; of one that was not started: null.</returns>
    /// <exception cref="HoldfastOperationException">ThreadGoesOn: it is a thread, and does not end.</exception>
    public int? Stop(TimeSpan? grace = null) => StopAsync(grace).GetAwaiter().GetResult();

    /// <inheritdoc cref="Stop"/>
    public async Task<int?> StopAsync(TimeSpan? grace = null)
    {
        TimeSpan patience = Deadline.Checked(grace ?? _launch.StopGrace, nameof(grace));

        // A start that is under way ends first: what it starts is to be stopped.
        ChildLife? life;
        lock (_lock) life = _life;
        if (life is null) return null;
        AskToEnd();
        Task<ExitStatus> ended = life.Ended;
        if (await EndsWithinAsync(ended, Deadline.After(patience).Rest).ConfigureAwait(false)) return ended.Result.Code;
        if (_launch.Backend == Backend.Thread)
        {
            throw new HoldfastOperationException(
                ErrorCode.ThreadGoesOn, $"{this} was asked to end and has not done so; a thread cannot be killed.");
        }

        life.Signal(Libc.Kill);
        return (await ended.ConfigureAwait(false)).Code;
    }

    /// <summary>Tells what it is, its process, whether it lives and its exit code.</summary>
    public override string ToString()
    {
        string end = ExitCode is { } code ? $", exit code {code}" : IsAlive ? ", alive" : "";
        return Tell(end);
    }

    /// <summary>Tells what it is and its process.</summary>
    private string Tell(string end)
    {
        string number = Pid is { } pid ? $"pid {pid}" : "not started";
        return $"process '{Name}'{(Id is null ? "" : $" {Id}")} ({number}, parent {Environment.ProcessId}{end})";
    }

    internal void AskToEnd()
    {
        if (Life is not { } life) return;

        // One that has ended by itself was not stopped, also when that is not yet told.
        if (!life.HasEnded) _wasAskedToEnd = true;
        life.AskToEnd();
    }

    internal void Abandon() => Life?.Abandon();

    private ChildLife StartedLife => Life ?? throw new HoldfastOperationException(
        ErrorCode.ProcessNotStarted, $"{this} was not started; start it first.");

    private static async Task<bool> EndsWithinAsync(Task ended, TimeSpan time)
    {
        using CancellationTokenSource over = new();
        Task first = await Task.WhenAny(ended, Task.Delay(time, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        return first == ended;
    }

    /// <inheritdoc cref="ChildLife.Lead"/>
    internal void Lead(Task reply) => StartedLife.Lead(reply);

    /// <inheritdoc cref="ChildLife.Follow"/>
    internal void Follow() => StartedLife.Follow();

    /// <summary>Sends it a message; nothing when it has gone.</summary>
    internal void Send(FrameKind kind, ReadOnlySpan<byte> payload) => StartedLife.TrySend(kind, payload);

    private void Hear(Frame frame)
    {
        if (Heard is null) _outcome = _outcome.With(frame);
        else Heard(frame);
    }

    private void End(ExitStatus status)
    {
        _launch.Leave(Context, Id!, status, _outcome);
        Over?.Invoke(status);
    }
}
