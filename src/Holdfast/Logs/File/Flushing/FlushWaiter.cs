namespace Holdfast.Logs.File.Flushing;

/// <summary>Somebody who waits until a position is on disk: a thread, or a task.</summary>
internal sealed class FlushWaiter(long upTo, bool isThread)
{
    private readonly TaskCompletionSource<bool> _result = new(
        isThread ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The position.</summary>
    public long UpTo => upTo;

    /// <summary>Whether it can lead a flush itself.</summary>
    public bool IsThread => isThread;

    /// <summary>Ends with true when it must lead the next flush.</summary>
    public Task<bool> Result => _result.Task;

    /// <summary>Says that the position is on disk.</summary>
    public void Complete() => _result.TrySetResult(false);

    /// <summary>Says that it is this waiter's part to flush now.</summary>
    public void Lead() => _result.TrySetResult(true);

    /// <summary>Says why it cannot be on disk.</summary>
    public void Fail(Exception fault) => _result.TrySetException(fault);
}
