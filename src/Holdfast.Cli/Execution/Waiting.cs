using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;

namespace Holdfast.Cli.Execution;

/// <summary>
/// Waits on behalf of a command: until its total time is over, a signal comes, or nobody reads its output.
/// </summary>
internal sealed class Waiting : IDisposable
{
    private readonly Signals _signals;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _any;
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _timeout;
    private readonly long _start;

    private Waiting(Host host, TimeSpan? timeout)
    {
        (_clock, _timeout, _start) = (host.Clock, timeout, host.Clock.GetTimestamp());
        _signals = host.Listen();
        _any = CancellationTokenSource.CreateLinkedTokenSource(_signals.Token, _closed.Token);
        if (host.Output is StandardStream output) WatchReader(output);
    }

    public static Waiting Begin(Host host, TimeSpan? timeout) => new(host, timeout);

    /// <summary>What is left of the total time; null when there is no limit.</summary>
    public TimeSpan? Rest => _timeout is { } timeout
        ? TimeSpan.FromTicks(Math.Max(0, (timeout - _clock.GetElapsedTime(_start)).Ticks))
        : null;

    /// <summary>Waits for a watch's next commit; false when the time is over.</summary>
    public bool TryTake(Watch watch, [NotNullWhen(true)] out Commit? commit)
    {
        try
        {
            commit = Run(token => watch.NextAsync(Rest, token).AsTask());
            return true;
        }
        catch (HoldfastTimeoutException)
        {
            commit = null;
            return false;
        }
    }

    /// <summary>Waits for anything that takes a token.</summary>
    /// <exception cref="InterruptedException">A signal came.</exception>
    /// <exception cref="ClosedPipeException">Nobody reads the output any more.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> wait)
    {
        try
        {
            return wait(_any.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_signals.Token.IsCancellationRequested)
        {
            throw new InterruptedException(_signals.Status);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            throw new ClosedPipeException();
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        _signals.Dispose();
    }

    // A pipe whose reader has gone is only noticed by writing to it; without this, 'watch | head -1' would wait for one
    // commit too many.
    private void WatchReader(StandardStream output)
    {
        CancellationToken token = _closed.Token;
        Thread thread = new(() =>
        {
            output.WaitUntilClosed(token);
            if (!token.IsCancellationRequested) _closed.Cancel();
        })
        {
            IsBackground = true,
            Name = "holdfast output",
        };
        thread.Start();
    }
}
