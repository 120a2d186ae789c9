using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;
using Holdfast.Timing;

namespace Holdfast.Machines;

/// <content>Observing and waiting.</content>
public sealed partial class Machine<TState, TTrigger>
{
    /// <summary>Calls a function after each transition, before those that wait for one state.</summary>
    /// <remarks>
    /// Shape.   In memory: on the thread that fired, before the firing returns. At a path: for the transitions of all
    ///          processes, in their order, on the thread pool. When the namespace is removed it goes on with what
    ///          somebody makes of that name, which observing does not.
    /// Threads. Outside every lock; the function may fire. What it throws is reported, and the others are still called.
    /// </remarks>
    /// <returns>To be disposed of when it is not to be called any more.</returns>
    public IDisposable Observe(Action<Machine<TState, TTrigger>, Transition<TState, TTrigger>> callback) =>
        Add(new(null, callback));

    /// <summary>Calls a function after each transition that comes to a state, or into it from outside.</summary>
    /// <inheritdoc cref="Observe(Action{Machine{TState, TTrigger}, Transition{TState, TTrigger}})"/>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: the machine has no such state.</exception>
    public IDisposable Observe(
        TState state, Action<Machine<TState, TTrigger>, Transition<TState, TTrigger>> callback) =>
        Add(new(Definition.NodeOf(state), callback));

    /// <summary>Waits until the machine is in a state or a sub-state of it, or has passed through.</summary>
    /// <param name="state">The state to wait for.</param>
    /// <param name="timeout">How long, by the machine's clock; null, or more than 24 days: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="HoldfastTimeoutException">TimedOut: it did not come there in time.</exception>
    /// <exception cref="ObjectDisposedException">The machine was disposed of, or its store closed.</exception>
    /// <exception cref="HoldfastArgumentException">UnknownMachineName: the machine has no such state.</exception>
    public Task WaitForAsync(TState state, TimeSpan? timeout = null, CancellationToken token = default) =>
        WaitForAnyAsync([Definition.NodeOf(state)], timeout, token);

    /// <inheritdoc cref="WaitForAsync"/>
    public void WaitFor(TState state, TimeSpan? timeout = null) =>
        WaitForAsync(state, timeout).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>Waits until the machine is in one of some states.</summary>
    internal async Task WaitForAnyAsync(
        StateNode<TState, TTrigger>[] wanted, TimeSpan? timeout, CancellationToken token)
    {
        TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable observation = Observe((_, transition) =>
        {
            if (IsIn(_blueprint.FindState(transition.To))) came.TrySetResult();
        });
        if (IsIn(Node)) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, _home.Closing, _ended.Token);
        try
        {
            TimeSpan limit = timeout is { } given && given <= Deadline.Longest ? given : Timeout.InfiniteTimeSpan;
            await came.Task.WaitAsync(limit, _clock, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new ObjectDisposedException(GetType().Name, "The machine was disposed of, or its store closed.");
        }
        catch (TimeoutException)
        {
            throw new HoldfastTimeoutException(
                ErrorCode.TimedOut,
                $"The machine did not come to {Names.List(wanted.Select(node => $"'{node}'"))} within {timeout}; it is "
                    + $"in '{Node}'. Wait longer, or find out why it does not.");
        }

        bool IsIn(StateNode<TState, TTrigger>? node) => node is not null && Array.Exists(wanted, node.IsIn);
    }

    private Observation Add(Observer<TState, TTrigger> observer)
    {
        ArgumentNullException.ThrowIfNull(observer.Callback);
        _observers.Add(observer);
        try
        {
            _home.StartTelling();
        }
        catch
        {
            _observers.Remove(observer);
            throw;
        }

        return new Observation(() => _observers.Remove(observer));
    }
}
