using System.Runtime.InteropServices;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Says how a run state behaves.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record RunStateOptions
{
    internal static RunStateOptions Default { get; } = new();

    /// <summary>
    /// The signals that a scope of the run catches while it goes on. Default: none. A number that
    /// <see cref="PosixSignal"/> does not name is the system's own, such as 10 for SIGUSR1 on Linux.
    /// </summary>
    public IReadOnlyList<PosixSignal> Signals { get; init; } = [];

    /// <summary>What such a signal does; null: it cancels the run.</summary>
    public Action<RunState, PosixSignal>? SignalHandler { get; init; }

    /// <summary>
    /// Asked wherever the run asks whether it was cancelled; true cancels it until the next start, without a
    /// transition. Null: nothing is asked.
    /// </summary>
    public Func<bool>? Poll { get; init; }

    /// <summary>
    /// Whether the run is <see cref="RunState.Current"/> inside its scopes. Default: yes.
    /// </summary>
    public bool IsAmbient { get; init; } = true;

    /// <summary>The clock for the times of the run and for delays.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
