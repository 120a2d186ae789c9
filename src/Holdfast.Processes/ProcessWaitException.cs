using Holdfast.Errors;

namespace Holdfast.Processes;

/// <summary>Reports, where a child process is waited for, that it gave no result.</summary>
/// <remarks>
/// Shape. The inner exception is what ended its function, of the same type where that type is known here, with the
///        message and the stack of the child; null when a signal or an exit ended it.
/// </remarks>
public sealed class ProcessWaitException : Exception, IHoldfastError
{
    internal ProcessWaitException(ErrorCode code, string message, ChildProcess process, Exception? cause)
        : base(message, cause) => (Code, Process) = (code, process);

    /// <inheritdoc/>
    public ErrorCode Code { get; }

    /// <summary>The process.</summary>
    public ChildProcess Process { get; }

    /// <summary>Its exit code; −N when signal N ended it.</summary>
    public int? ExitCode => Process.ExitCode;
}
