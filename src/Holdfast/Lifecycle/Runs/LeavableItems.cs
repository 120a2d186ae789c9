using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Goes through items, and leaves them when the next one does not come after a cancel.</summary>
/// <remarks>
/// Items that obey their token end within a moment, and are disposed of before the caller goes on. Others are left: no
/// caller awaits what they still do; when it has ended they are disposed of, and what it threw is reported.
/// </remarks>
internal sealed class LeavableItems<T> : IAsyncDisposable
{
    /// <summary>
    /// How long items may take to obey: far more than it takes to run what is to be done at their end, and still at
    /// once for a person.
    /// </summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _either;
    private readonly IAsyncEnumerator<T> _items;
    private Task<bool>? _next;

    public LeavableItems(IAsyncEnumerable<T> items, CancellationToken cancelled, CancellationToken token)
    {
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, token);
        _items = items.GetAsyncEnumerator(_either.Token);
    }

    /// <summary>The item that came last.</summary>
    public T Current => _items.Current;

    /// <summary>Waits for the next item.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="OperationCanceledException">A cancel came first.</exception>
    public ValueTask<bool> MoveNextAsync()
    {
        ValueTask<bool> next = _items.MoveNextAsync();
        return next.IsCompleted ? next : WaitAsync(next.AsTask());
    }

    public ValueTask DisposeAsync()
    {
        if (_next is not { IsCompleted: false } next) return EndAsync();
        _ = LeaveAsync(next);
        return default;
    }

    private async ValueTask<bool> WaitAsync(Task<bool> next)
    {
        _next = next;
        try
        {
            return await next.WaitAsync(_either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!next.IsCompleted)
        {
            await Task.WhenAny(next, Task.Delay(Moment, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task LeaveAsync(Task<bool> next)
    {
        try
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.Exception is { InnerException: { } failure }) Report(failure);
            await EndAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Report(failure);
        }
    }

    private async ValueTask EndAsync()
    {
        using (_either) await _items.DisposeAsync().ConfigureAwait(false);
    }

    private void Report(Exception failure) => CallbackFailures.Report(_items, "items that a cancel left", failure);
}
