using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <content>Waiting for all processes.</content>
public sealed partial class ProcessContext
{
    /// <summary>Waits for all processes, in order; workers are not waited for.</summary>
    /// <param name="timeout">
    /// For how long in all; null: without end. When it is over, one that has ended still gives its result.
    /// </param>
    /// <returns>Their results in order.</returns>
    /// <inheritdoc cref="ChildProcess.Wait(TimeSpan?)" path="/exception"/>
    /// <exception cref="ObjectDisposedException">The context was disposed of; processes can still be asked.</exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public IReadOnlyList<Value> WaitAll(TimeSpan? timeout = null)
    {
        ThrowIfDisposed();
        Deadline deadline = Deadline.Of(timeout);
        return [.. Processes.Select(process => process.Wait(deadline.Rest))];
    }

    /// <inheritdoc cref="WaitAll"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public async Task<IReadOnlyList<Value>> WaitAllAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        ThrowIfDisposed();
        Deadline deadline = Deadline.Of(timeout);
        List<Value> results = [];
        foreach (ChildProcess process in Processes)
            results.Add(await process.WaitAsync(deadline.Rest, token).ConfigureAwait(false));
        return results;
    }

    /// <summary>Waits for all processes, in order; a failure takes the place of the result.</summary>
    /// <param name="timeout">For how long in all; null: without end.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public IReadOnlyList<ProcessResult> WaitAllSafely(TimeSpan? timeout = null)
    {
        ThrowIfDisposed();
        Deadline deadline = Deadline.Of(timeout);
        return [.. Processes.Select(process => ResultOf(process, deadline.Rest))];
    }

    /// <summary>
    /// Lets go of a process that has ended, and of its result: it is none of <see cref="Processes"/> any more.
    /// </summary>
    /// <param name="process">The process; whoever has it can still ask it for its result.</param>
    /// <returns>False: it has not ended, or is none of these processes.</returns>
    public bool Forget(ChildProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (process.Phase != ProcessPhase.Ended) return false;
        lock (_lock) return _processes.Remove(process);
    }

    /// <summary>Lets go of all processes that have ended; for programs that start one after the other.</summary>
    /// <returns>How many there were.</returns>
    public int ForgetEnded()
    {
        lock (_lock) return _processes.RemoveAll(process => process.Phase == ProcessPhase.Ended);
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [SuppressMessage("Design", "CA1031", Justification = "The exception is the result.")]
    private static ProcessResult ResultOf(ChildProcess process, TimeSpan timeout)
    {
        try
        {
            return new ProcessResult(process, process.Wait(timeout), null);
        }
        catch (Exception failure)
        {
            return new ProcessResult(process, default, failure);
        }
    }
}
