using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <content>Waiting for its result.</content>
public sealed partial class ChildProcess
{
    /// <summary>Waits until its function has returned and its process has ended.</summary>
    /// <param name="timeout">For how long; null: without end. A process that is waited for in vain goes on.</param>
    /// <returns>What the function returned, the same at each call; JSON null for one that returns nothing.</returns>
    /// <exception cref="HoldfastOperationException">ProcessNotStarted.</exception>
    /// <exception cref="HoldfastTimeoutException">TimedOut.</exception>
    /// <exception cref="ProcessWaitException">
    /// ProcessFailed: an exception, a signal or an exit code other than 0 ended it; ResultLost: it ended with 0 and
    /// without a result; ResultNotPortable: the result cannot become JSON; ProgramChanged; ChildFailed: it never got to
    /// its function.
    /// </exception>
    /// <exception cref="Exception">
    /// The function returned a <see cref="RemoteException"/>: the exception in that, of its own type.
    /// </exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public Value Wait(TimeSpan? timeout = null)
    {
        Task<ExitStatus> ended = StartedLife.Ended;
        if (!ended.Wait(Deadline.Of(timeout).Rest)) throw TimedOut();
        return ResultOf(ended.Result);
    }

    /// <inheritdoc cref="Wait(TimeSpan?)"/>
    /// <returns>What the function returned.</returns>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public T Wait<T>(TimeSpan? timeout = null) => Wait(timeout).As<T>(Context.Store.Options.Json);

    /// <inheritdoc cref="Wait(TimeSpan?)"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public async Task<Value> WaitAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        Task<ExitStatus> ended = StartedLife.Ended;
        try
        {
            await ended.WaitAsync(Deadline.Of(timeout).Rest, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may have ended in the meantime, which is as good as in time.
            if (!ended.IsCompleted) throw TimedOut();
        }

        return ResultOf(await ended.ConfigureAwait(false));
    }

    /// <inheritdoc cref="Wait(TimeSpan?)"/>
    /// <returns>What the function returned.</returns>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public async Task<T> WaitAsync<T>(TimeSpan? timeout = null, CancellationToken token = default) =>
        (await WaitAsync(timeout, token).ConfigureAwait(false)).As<T>(Context.Store.Options.Json);

    private HoldfastTimeoutException TimedOut() => new(
        ErrorCode.TimedOut, $"The time for waiting is over, and {this} has not returned; it goes on.");

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private Value ResultOf(ExitStatus status) => (_outcome.Kind, CodeBeside(_outcome.Kind, status)) switch
    {
        (FrameKind.Returned, 0) => Value.Parse(_outcome.Payload),
        (FrameKind.ReturnedFailure, 0) => throw _outcome.Image!.Rebuild(),
        (FrameKind.Failed, _) => throw Failed(status, _outcome.Image!),
        (_, 0) => throw new ProcessWaitException(
            ErrorCode.ResultLost,
            $"{this} died before it sent its result; it probably crashed, was killed, or exited without warning.",
            this,
            cause: null),
        _ => throw new ProcessWaitException(ErrorCode.ProcessFailed, EndOf(status), this, cause: null),
    };

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private ProcessWaitException Failed(ExitStatus status, ExceptionImage image)
    {
        Exception cause = image.Rebuild();
        return cause is IHoldfastError
        {
            Code: ErrorCode.ResultNotPortable or ErrorCode.ProgramChanged or ErrorCode.ChildFailed,
        } told
            ? new ProcessWaitException(told.Code, told.Message, this, cause)
            : new ProcessWaitException(
                ErrorCode.ProcessFailed,
                $"{EndOf(status)} It failed with {image.TypeName}: {image.Message}",
                this,
                cause);
    }

    /// <summary>The exit code; where nobody knows it a result that has come stands for an end in order.</summary>
    private static int CodeBeside(FrameKind outcome, ExitStatus status) =>
        status == ExitStatus.Unknown && outcome is FrameKind.Returned or FrameKind.ReturnedFailure ? 0 : status.Code;

    private string EndOf(ExitStatus status) => status.Code < 0 && status != ExitStatus.Unknown
        ? $"Process finished with a non-zero exit code ({status.Code}, {SignalNames.Of(-status.Code)}): {Tell("")}."
        : $"Process finished with a non-zero exit code ({status.Code}): {Tell("")}.";
}
