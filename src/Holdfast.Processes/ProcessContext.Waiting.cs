using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Replicas;

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
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public IReadOnlyList<Value> WaitAll(TimeSpan? timeout = null)
    {
        Deadline deadline = Deadline.Of(timeout);
        return [.. Processes.Select(process => process.Wait(deadline.Rest))];
    }

    /// <inheritdoc cref="WaitAll"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public async Task<IReadOnlyList<Value>> WaitAllAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
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
        Deadline deadline = Deadline.Of(timeout);
        return [.. Processes.Select(process => ResultOf(process, deadline.Rest))];
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
