using Holdfast.Errors;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Firing;

/// <summary>Lets firings of one machine run one after the other, in the order in which they came.</summary>
/// <remarks>Threads. Any. A turn may be left on another thread than it was entered on.</remarks>
internal sealed class Turns
{
    private Task _last = Task.CompletedTask;
    private int _waiting;

    /// <summary>Waits for the turn; disposing of what is returned ends it.</summary>
    public Turn Enter()
    {
        (Task before, TaskCompletionSource own) = Queue();
        before.Wait();
        return new Turn(this, own);
    }

    /// <inheritdoc cref="Enter"/>
    public async Task<Turn> EnterAsync(CancellationToken token)
    {
        (Task before, TaskCompletionSource own) = Queue();
        try
        {
            await before.WaitAsync(token).ConfigureAwait(false);
            return new Turn(this, own);
        }
        catch (OperationCanceledException)
        {
            // Who gives up still stands between those before and behind it.
            _ = before.ContinueWith(_ => Leave(own), TaskScheduler.Default);
            throw;
        }
    }

    private (Task Before, TaskCompletionSource Own) Queue()
    {
        if (Interlocked.Increment(ref _waiting) > MachineLimits.QueuedFirings)
        {
            Interlocked.Decrement(ref _waiting);
            throw new HoldfastOperationException(
                ErrorCode.LimitReached,
                $"{MachineLimits.QueuedFirings} firings of the machine wait already; "
                    + "wait for some before firing more.");
        }

        TaskCompletionSource own = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.Exchange(ref _last, own.Task), own);
    }

    private void Leave(TaskCompletionSource own)
    {
        Interlocked.Decrement(ref _waiting);
        own.SetResult();
    }

    /// <summary>The right to fire; to be disposed of once.</summary>
    internal readonly struct Turn(Turns turns, TaskCompletionSource own) : IDisposable
    {
        public void Dispose() => turns.Leave(own);
    }
}
