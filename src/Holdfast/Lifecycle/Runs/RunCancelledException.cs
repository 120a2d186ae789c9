using Holdfast.Errors;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Ends the work of a run that was cancelled.</summary>
public sealed class RunCancelledException : OperationCanceledException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What the worker says; null: that the run was cancelled.</param>
    /// <param name="run">The run's name.</param>
    /// <param name="token">The run's token.</param>
    public RunCancelledException(string? message, string run, CancellationToken token)
        : base(message ?? $"The run '{run}' was cancelled.", token) => Run = run;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.RunCancelled;

    /// <summary>The name of the run.</summary>
    public string Run { get; }
}
