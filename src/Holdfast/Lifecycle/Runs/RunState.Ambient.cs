using System.Runtime.CompilerServices;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <content>The run that surrounds the calling code, and work that carries it elsewhere.</content>
public sealed partial class RunState
{
    /// <summary>The run in whose scope, or background work, the calling code is; null: in none.</summary>
    /// <remarks>Threads. Flows with the code into tasks and threads, as all that is asynchronous-local does.</remarks>
    public static RunState? Current => RunContext.Current?.Run;

    /// <summary>Gives the current run, or a new one, which is not started.</summary>
    /// <param name="name">The name of a new one; the compiler gives the calling member.</param>
    public static RunState CurrentOrNew([CallerMemberName] string name = "") => Current ?? new RunState(name);

    /// <summary>Runs a function in the background, with this run as its current one.</summary>
    /// <returns>
    /// Ends with the function. A cancellation of the run inside is a quiet end, which is reported by
    /// <see cref="CallbackFailures"/>; any other exception comes out here.
    /// </returns>
    public Task RunInBackground(Func<RunState, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Task.Run(() => RunCarriedAsync(work));
    }

    /// <summary>Runs a function on a thread of its own, with this run as its current one.</summary>
    /// <inheritdoc cref="RunInBackground(Func{RunState, Task})"/>
    public Task RunInBackground(Action<RunState> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Task.Factory.StartNew(
            () => RunCarriedAsync(run =>
            {
                work(run);
                return Task.CompletedTask;
            }),
            default,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default).Unwrap();
    }

    private async Task RunCarriedAsync(Func<RunState, Task> work)
    {
        RunContext.Current = new RunContext(this, isBackground: true, RunContext.Current?.Scopes);
        try
        {
            await work(this).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (IsCancelled)
        {
            CallbackFailures.Report(this, $"background work of the run '{Name}'", cancelled);
        }
    }
}
