using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Native;
using Holdfast.Processes.Table;
using Holdfast.Reporting;
using Holdfast.Timing;

namespace Holdfast.Processes.Entry;

/// <summary>Runs the function of a child, again as its policy says; the same in a process and on a thread.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and a stop may come at any time.")]
internal sealed class FunctionRun(
    BeginMessage begin, Call call, Services services, JsonSerializerOptions? json, Func<ProcessTable> table)
{
    private readonly RetryPolicy? _policy = begin.Retry;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Whether it can see that it was asked to end.</summary>
    public static bool CanBeAsked(MethodInfo method) => Array.Exists(
        method.GetParameters(), static parameter => SuppliedTypes.CanBeAsked(parameter.ParameterType));

    /// <summary>Asks it to end, and not to begin anew; waits for nothing.</summary>
    public void Stop()
    {
        _stop.Cancel();
        CancelBeside();
    }

    /// <summary>Runs it to its end.</summary>
    public RunOutcome Run(MethodInfo method)
    {
        for (int retry = 1; ; retry++)
        {
            bool isLast = _policy is null || !_policy.Allows(retry);
            byte[]?[] arguments = retry > 1 ? begin.RetryArguments ?? call.Arguments : call.Arguments;
            RunOutcome outcome = Try(method, arguments, isLast, out Exception? failure);
            if (failure is null || isLast || !IsListed(failure) || IsToEnd()) return outcome;
            TimeSpan delay = _policy!.DelayBefore(retry);
            Note(retry, delay, failure);
            if (!Sleep(delay)) return outcome;
        }
    }

    /// <summary>Tells of a retry, which comes also when nobody can be told.</summary>
    private void Note(int retry, TimeSpan delay, Exception failure)
    {
        try
        {
            CrashReport.Tell(table(), begin, retry, delay, failure);
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, $"report of a retry of '{begin.Name}'", fault);
        }
    }

    private RunOutcome Try(MethodInfo method, byte[]?[] arguments, bool isLast, out Exception? failure)
    {
        failure = null;
        RunUse? run = null;
        try
        {
            run = new RunUse(services, isEager: _policy is not null || CanBeAsked(method));

            // It may have been asked before there was a run to cancel.
            if (IsStopping) CancelBeside();
            RunOutcome outcome = RunOnce(method, arguments, isLast);
            run.Complete();
            return outcome;
        }
        catch (ProcessExitException exit)
        {
            return RunOutcome.Left(exit.ExitCode);
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            return RunOutcome.Killed(Libc.Terminate);
        }
        catch (Exception fault)
        {
            failure = fault;
            return fault is SignalException signal
                ? RunOutcome.Killed(Signals.NumberOf(signal.Signal))
                : RunOutcome.Failed(fault);
        }
        finally
        {
            // Behind the outcome, which it does not change.
            run?.Dispose();
        }
    }

    private RunOutcome RunOnce(MethodInfo method, byte[]?[] arguments, bool isLast)
    {
        if (_policy is { Signals.Count: > 0 }) CatchSignals(_policy.Signals, isLast);
        object? result = Invocation.Run(method, arguments, services, json);
        return result is RemoteException failure
            ? RunOutcome.ReturnedFailure(failure)
            : RunOutcome.Returned(Invocation.Encode(method, result, json));
    }

    /// <summary>Turns signals into exceptions; before the last run they do again what they do by themselves.</summary>
    private void CatchSignals(IReadOnlyList<PosixSignal> signals, bool isLast)
    {
        foreach (PosixSignal signal in signals)
        {
            if (isLast) Signals.ToDefault(signal);
            else Signals.ToException(signal, services.Run);
        }
    }

    /// <summary>Cancels the run on a thread of its own.</summary>
    /// <remarks>
    /// Whoever asks also looks for the death of the parent, or handles signals: neither code of the program that hears
    /// of the cancel nor a commit that waits for its turn may hold that up.
    /// </remarks>
    private void CancelBeside() =>
        new Thread(CancelRun) { IsBackground = true, Name = "holdfast stop" }.UnsafeStart();

    private void CancelRun()
    {
        try
        {
            services.CancelHere();
            services.CancelRun();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile, and closes its store.
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            // The function knows it all the same; only others do not see it in its run.
            CallbackFailures.Report(this, $"record of the stop of '{begin.Name}'", fault);
        }
    }

    private bool IsStopping => _stop.IsCancellationRequested;

    /// <summary>Whether the parent, or somebody else by a note in the table of processes, wants it to end.</summary>
    private bool IsToEnd()
    {
        try
        {
            return IsStopping || table().Find(begin.Id) is { IsStopping: true };
        }
        catch (Exception fault) when (fault is IHoldfastError or ObjectDisposedException)
        {
            // A store that cannot be read is of no use to another try either.
            return true;
        }
    }

    private bool IsListed(Exception failure) =>
        failure is SignalException || _policy!.Exceptions.Any(type => type.IsInstanceOfType(failure));

    /// <summary>Waits for a time; false when it was asked to end meanwhile.</summary>
    /// <remarks>
    /// Signals and the token of the run say nothing here: both may have been what failed the try, and be retried.
    /// </remarks>
    private bool Sleep(TimeSpan delay)
    {
        if (delay == TimeSpan.Zero || IsStopping) return !IsStopping;
        Deadline end = Deadline.After(delay);
        try
        {
            using PathWait wishes = new(table().State, isTime: null, ProcessTable.PathOf(begin.Id));
            while (!IsToEnd())
            {
                if (end.IsOver) return true;
                wishes.Wait(end, _stop.Token);
            }
        }
        catch (Exception fault) when (IsStopping || fault is IHoldfastError or ObjectDisposedException)
        {
            // Asked by its parent, or as above.
        }

        return false;
    }
}
