using System.Diagnostics;
using System.Runtime.CompilerServices;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <content>Runs from beginning to end.</content>
public sealed partial class RunState
{
    /// <summary>
    /// Starts the run, until the scope is disposed of; inside another scope of the run it does nothing.
    /// </summary>
    /// <remarks>
    /// Shape. Inside is what the code of that scope calls and starts, as it flows with <see cref="Current"/>, and all
    ///        that comes after a <see cref="Start"/> of this object. Anything else is another job, in this process or
    ///        in another, and is refused while the run is on.
    ///        A scope that is disposed of without <see cref="RunScope.Complete"/> has failed, as with an exception: the
    ///        run is cancelled, then stopped. <see cref="Run(Action{RunState})"/> sees to that by itself.
    /// </remarks>
    /// <exception cref="Machines.TransitionRefusedException">TransitionRefused: it is on already.</exception>
    public RunScope Enter() => RunScope.Enter(this, _options);

    /// <summary>Runs a function in a scope: an exception cancels and stops the run, and is thrown on.</summary>
    /// <inheritdoc cref="Enter"/>
    public void Run(Action<RunState> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(run =>
        {
            work(run);
            return true;
        });
    }

    /// <inheritdoc cref="Run(Action{RunState})"/>
    /// <returns>What the function gives.</returns>
    public T Run<T>(Func<RunState, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using RunScope scope = Enter();
        T result = work(this);
        scope.Complete();
        return result;
    }

    /// <summary>An asynchronous function needs <c>RunAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use RunAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Run(Func<RunState, Task> work) => throw new UnreachableException();

    /// <summary>An asynchronous function needs <c>RunAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use RunAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Run<T>(Func<RunState, Task<T>> work) => throw new UnreachableException();

    /// <inheritdoc cref="Run(Action{RunState})"/>
    public async Task RunAsync(Func<RunState, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using RunScope scope = Enter();
        await work(this).ConfigureAwait(false);
        scope.Complete();
    }

    /// <inheritdoc cref="Run(Action{RunState})"/>
    /// <returns>What the function gives.</returns>
    public async Task<T> RunAsync<T>(Func<RunState, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using RunScope scope = Enter();
        T result = await work(this).ConfigureAwait(false);
        scope.Complete();
        return result;
    }

    /// <summary>Whether this process runs it now.</summary>
    internal bool IsRunningHere => _home.Read() is { IsRunning: true } now && now.Owner == _home.Self;

    /// <summary>Whether the run goes on around the code in some scopes, so that it need not be started there.</summary>
    internal bool IsAround(RunMark? scopes) =>
        _home.Read().Start is { } now && (now == _started || now == RunMark.Find(scopes, _home)?.Start);

    /// <summary>Starts the run on behalf of a scope.</summary>
    internal RunMark Begin(RunMark? outer) => new(_home, StartHere(), outer);

    /// <summary>
    /// Ends a start on behalf of its scope. The run may have been stopped since, and may be another job's by now.
    /// </summary>
    internal void End(RunStart start, ScopeEnd end)
    {
        try
        {
            if (end == ScopeEnd.Failed && !_home.Read().IsCancelled) Fire(RunTrigger.Cancel, start);
            Fire(RunTrigger.Stop, start);
        }
        catch (ObjectDisposedException) when (_home.IsShared)
        {
            // The store was closed under the run. It shows as dead, and what the body threw says why.
        }
        catch (Exception failure) when (end == ScopeEnd.Failed)
        {
            // What the body threw says more, and must come out.
            CallbackFailures.Report(this, $"end of the run '{Name}'", failure);
        }
    }
}
