using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Processes;

/// <summary>
/// Ends the work of a run, because a signal came that <see cref="Signals.ToException"/> was to turn into it.
/// </summary>
public sealed class SignalException : OperationCanceledException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="token">The token that it cancelled.</param>
    public SignalException(PosixSignal signal, CancellationToken token)
        : base($"The signal {Processes.Signals.NameOf(signal)} came.", token) => Signal = signal;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.SignalRaised;

    /// <summary>The signal.</summary>
    public PosixSignal Signal { get; }
}
