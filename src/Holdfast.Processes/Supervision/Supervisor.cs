using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Processes.Supervision;

/// <summary>Keeps processes running: starts them in order, starts anew what fails, stops them in reverse.</summary>
/// <remarks>
/// Shape.   It gives up, stops all children and says so in <see cref="Completion"/>, when there are more restarts in a
///          time than its options allow. A child that was stopped on purpose is not started anew.
/// Threads. Any.
/// Source.  Erlang/OTP's supervisor.
/// </remarks>
public sealed partial class Supervisor : IDisposable, IAsyncDisposable
{
    private readonly ProcessContext _context;
    private readonly SupervisorOptions _options;
    private readonly IReadOnlyList<ChildSlot> _children;
    private readonly RestartPolicy _policy;
    private readonly SupervisorTable _table;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Whoever starts, stops or counts children has the turn.
    private readonly SemaphoreSlim _turn = new(1);
    private volatile SupervisorPhase _phase;

    internal Supervisor(ProcessContext context, SupervisorOptions options, IReadOnlyList<ChildSlot> children)
    {
        (_context, _options, _children) = (context, options, children);
        _policy = new RestartPolicy(
            options.Strategy, options.MaxRestarts, options.Period, [.. children.Select(child => child.Rule)]);
        _table = new SupervisorTable(context.Store, options.Name);
    }

    /// <summary>Raised after each end, start and stop of a child, and when it stops or gives up.</summary>
    /// <remarks>
    /// Threads. One at a time, in order, on threads of the pool; the supervisor waits for the handler, which must not
    ///          wait for it. What a handler throws is reported by <see cref="CallbackFailures"/>.
    /// </remarks>
    public event EventHandler<SupervisorChangedEventArgs>? Changed;

    /// <summary>Its name.</summary>
    public string Name => _options.Name;

    /// <summary>Whether the supervisor runs, was stopped or gave up.</summary>
    public SupervisorPhase Phase => _phase;

    /// <summary>The children, in order.</summary>
    public IReadOnlyList<SupervisedChild> Children => [.. _children.Select(child => child.Status)];

    /// <summary>The ends of children that the store keeps, oldest first; the newest 100.</summary>
    public IReadOnlyList<ChildExit> Exits => _table.Exits();

    /// <summary>
    /// Ends when it was stopped; when it gave up with a <see cref="HoldfastOperationException"/>: TooManyRestarts, or
    /// what kept it from stopping a child.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Stops all children in reverse order, one after the other, and ends.</summary>
    /// <exception cref="HoldfastOperationException">ThreadGoesOn: one is a thread, and does not end.</exception>
    public async Task StopAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_phase != SupervisorPhase.Running) return;
            _phase = SupervisorPhase.Stopped;
            Exception? failure = await StopChildrenAsync(_children).ConfigureAwait(false);
            Tell(null);
            _context.Forget(this);
            _completion.TrySetResult();
            if (failure is not null) throw failure;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="StopAsync"/>
    public void Dispose() => StopAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Starts a child that has ended and was left so.</summary>
    /// <param name="name">The name of the child.</param>
    /// <exception cref="HoldfastOperationException">UnknownChild; ChildRuns; SupervisorOver.</exception>
    public Task StartChildAsync(string name) => WithChildAsync(name, child =>
    {
        if (child.IsOn)
            throw new HoldfastOperationException(ErrorCode.ChildRuns, $"The child '{name}' of '{Name}' runs already.");
        StartChild(child);
        return Task.CompletedTask;
    });

    /// <summary>Stops a child, which is not restarted; does nothing when it has ended.</summary>
    /// <param name="name">The name of the child.</param>
    /// <exception cref="HoldfastOperationException">UnknownChild; SupervisorOver; ThreadGoesOn.</exception>
    public Task StopChildAsync(string name) => WithChildAsync(name, child => child.StopAsync());

    /// <summary>Lets go of all processes, because the parent of this one has died.</summary>
    internal void Abandon()
    {
        foreach (ChildSlot child in _children) child.Abandon();
    }

    private async Task WithChildAsync(string name, Func<ChildSlot, Task> act)
    {
        ChildSlot child = _children.FirstOrDefault(child => child.Name == name) ?? throw new HoldfastOperationException(
            ErrorCode.UnknownChild, $"The supervisor '{Name}' has no child '{name}'.");
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_phase != SupervisorPhase.Running)
            {
                throw new HoldfastOperationException(
                    ErrorCode.SupervisorOver, $"The supervisor '{Name}' has ended; make another one.");
            }

            await act(child).ConfigureAwait(false);
            Tell(null);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Tell(ChildExit? exit)
    {
        SupervisorChangedEventArgs now = new(_phase, Children, exit);
        try
        {
            _table.Write(_options, now);
        }
        catch (Exception fault) when (fault is ObjectDisposedException or IHoldfastError)
        {
            // Children are looked after all the same.
            CallbackFailures.Report(this, $"record of the supervisor '{Name}'", fault);
        }

        if (Changed is not { } changed) return;
        foreach (EventHandler<SupervisorChangedEventArgs> handler in Delegate.EnumerateInvocationList(changed))
        {
            try
            {
                handler(this, now);
            }
            catch (Exception fault)
            {
                CallbackFailures.Report(this, $"a handler of the supervisor '{Name}'", fault);
            }
        }
    }
}
