using Holdfast.Errors;

namespace Holdfast.Processes.Supervision;

/// <content>Starting children, and starting them anew.</content>
public sealed partial class Supervisor
{
    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);

    /// <summary>Starts all children in order; when one cannot be started those before it are stopped again.</summary>
    internal void Start()
    {
        _turn.Wait();
        try
        {
            // Its context may have been disposed of since it was made, and have stopped it.
            _context.ThrowIfDisposed();
            foreach (ChildSlot child in _children) StartChild(child);
            Tell(null);
        }
        catch
        {
            _phase = SupervisorPhase.Stopped;
            StopChildrenAsync(_children).GetAwaiter().GetResult();
            _context.Forget(this);
            _completion.TrySetResult();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void StartChild(ChildSlot child)
    {
        child.Start();
        Task ended = child.Ended;
        _ = ended.ContinueWith(
            _ => OnEndedAsync(child, ended),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private async Task OnEndedAsync(ChildSlot child, Task ended)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            // Otherwise it was stopped here, or started anew meanwhile: that is dealt with.
            if (_phase == SupervisorPhase.Running && child.IsOn && child.Ended == ended)
                await HandleEndAsync(child).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (_context.IsDisposed)
        {
            // Nothing is started any more; the context stops the others, and this one, next.
        }
        catch (Exception fault)
        {
            await GiveUpAsync(fault).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task HandleEndAsync(ChildSlot child)
    {
        int index = _children.ToList().IndexOf(child);
        (bool hasFailed, bool wasStopped, ChildExit exit) = child.TakeEnd(_context.Now);
        exit = exit with { Action = _policy.Decide(index, hasFailed, wasStopped, Now) };
        Tell(exit);
        if (exit.Action == ExitAction.GiveUp) await GiveUpAsync(TooMany(child, cause: null)).ConfigureAwait(false);
        if (exit.Action == ExitAction.Restart)
            await RestartAsync(child, _policy.Concerned(index)).ConfigureAwait(false);
    }

    private async Task RestartAsync(ChildSlot cause, Range concerned)
    {
        List<ChildSlot> all = _children.ToList();
        (int first, int count) = concerned.GetOffsetAndLength(all.Count);
        List<ChildSlot> affected = [.. all.GetRange(first, count).Where(child => child == cause || child.IsOn)];
        List<ChildSlot> started = [.. affected.Where(child => _policy.Starts(all.IndexOf(child)))];
        while (true)
        {
            if (await StopChildrenAsync(affected.Where(child => child.IsOn)).ConfigureAwait(false) is { } stuck)
                throw stuck;
            try
            {
                foreach (ChildSlot child in started)
                {
                    StartChild(child);
                    child.Restarts++;
                }

                Tell(null);
                return;
            }
            catch (Exception fault) when (fault is IHoldfastError or IOException or UnauthorizedAccessException)
            {
                // As one that fails at once: it counts, and is tried again.
                if (!_policy.AllowsRestart(Now)) throw TooMany(cause, fault);
            }
        }
    }

    private async Task GiveUpAsync(Exception failure)
    {
        _phase = SupervisorPhase.GaveUp;
        await StopChildrenAsync(_children).ConfigureAwait(false);
        Tell(null);
        _context.Forget(this);
        _completion.TrySetException(failure);
    }

    /// <summary>Stops children in reverse order; gives the first failure, and stops the others all the same.</summary>
    private static async Task<Exception?> StopChildrenAsync(IEnumerable<ChildSlot> children)
    {
        Exception? first = null;
        foreach (ChildSlot child in children.Reverse().ToList())
        {
            try
            {
                await child.StopAsync().ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                first ??= fault;
            }
        }

        return first;
    }

    private HoldfastOperationException TooMany(ChildSlot child, Exception? cause) => new(
        ErrorCode.TooManyRestarts,
        $"The supervisor '{Name}' gave up: after the end of '{child.Name}' there would be more than "
            + $"{_options.MaxRestarts} restart(s) in {_options.Period.TotalSeconds:0.###} s; look at its exits.",
        cause);
}
