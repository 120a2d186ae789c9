using Holdfast.Reporting;

namespace Holdfast.Processes.Reactions;

/// <summary>A subscription of a function of this process to changes of a state.</summary>
/// <remarks>
/// Shape.   Calls come one after the other. It ends when it is disposed of, when the function throws
///          <see cref="ProcessExitException"/>, when a time-out is over, when the namespace is removed (StoreReplaced)
///          or when the function or the predicate throws anything else, which <see cref="CallbackFailures"/> reports
///          too.
/// Threads. Any.
/// </remarks>
public sealed class Reaction : IDisposable, IAsyncDisposable
{
    private static readonly AsyncLocal<Reaction?> Calling = new();

    private readonly CancellationTokenSource _ending = new();
    private readonly ReactionWait _wait;
    private readonly Func<Snapshot, Task> _function;

    private Reaction(ReactionWait wait, Func<Snapshot, Task> function) => (_wait, _function) = (wait, function);

    /// <summary>
    /// Ends with it; with the exception, when one that is no <see cref="ProcessExitException"/> ended it.
    /// </summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Ends it; a call that runs completes, and is not waited for.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _wait.Dispose();
    }

    /// <summary>Ends it and waits until a call that runs has completed; the call itself does not wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        _wait.Dispose();
        if (Calling.Value != this)
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal static Reaction Start(
        State state, ReactionCondition condition, ReactionOptions? options, Func<Snapshot, Task> function)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(function);
        options ??= new ReactionOptions();
        condition.ThrowIfMisfit(options);

        // Opened here and now, so that what is committed after this call is not missed.
        Watch watch = state.Watch(condition.ToWatch(options, from: null, options.ExcludesOwn ?? false));
        Reaction reaction = new(new ReactionWait(watch, condition, options), function);
        reaction.Completion = Task.Run(reaction.RunAsync);
        return reaction;
    }

    private async Task RunAsync()
    {
        Calling.Value = this;
        try
        {
            while (true)
            {
                Snapshot state = await _wait.NextAsync(_ending.Token).ConfigureAwait(false);
                _ending.Token.ThrowIfCancellationRequested();
                await _function(state).ConfigureAwait(false);
            }
        }
        catch (ProcessExitException)
        {
            // How a function says that it has seen enough.
        }
        catch (Exception end) when (
            end is OperationCanceledException or ObjectDisposedException && _ending.IsCancellationRequested)
        {
            // It was disposed of.
        }
        catch (Exception fault)
        {
            if (fault is not TimeoutException) CallbackFailures.Report(this, "a reaction to a change", fault);
            throw;
        }
        finally
        {
            _wait.Dispose();
        }
    }
}
