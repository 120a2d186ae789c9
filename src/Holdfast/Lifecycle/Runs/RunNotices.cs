using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Tells the observers of a run of its transitions: in order, one at a time, outside every lock.</summary>
/// <remarks>
/// Threads. A thread that finds another one, or a call further up on itself, telling leaves its notices to that.
/// </remarks>
internal sealed class RunNotices(RunState run)
{
    private readonly Lock _lock = new();
    private readonly Queue<RunChangedEventArgs> _waiting = new();
    private readonly Dictionary<RunTrigger, EventHandler<RunChangedEventArgs>?> _byTrigger = [];
    private EventHandler<RunChangedEventArgs>? _ofAny;
    private bool _isTelling;

    /// <summary>Adds a handler; null: for any trigger.</summary>
    public void Add(RunTrigger? trigger, EventHandler<RunChangedEventArgs>? handler)
    {
        lock (_lock)
        {
            if (trigger is { } one) _byTrigger[one] = _byTrigger.GetValueOrDefault(one) + handler;
            else _ofAny += handler;
        }
    }

    /// <summary>Removes a handler.</summary>
    public void Remove(RunTrigger? trigger, EventHandler<RunChangedEventArgs>? handler)
    {
        lock (_lock)
        {
            if (trigger is { } one) _byTrigger[one] = _byTrigger.GetValueOrDefault(one) - handler;
            else _ofAny -= handler;
        }
    }

    /// <summary>Notes a transition, to be told of when no lock is held.</summary>
    public void Note(RunChangedEventArgs notice)
    {
        lock (_lock)
        {
            _waiting.Enqueue(notice);
        }
    }

    /// <summary>Calls the handlers for all that is noted: those of any trigger first.</summary>
    public void Tell()
    {
        lock (_lock)
        {
            if (_isTelling) return;
            _isTelling = true;
        }

        while (TryTake(out RunChangedEventArgs? notice, out EventHandler<RunChangedEventArgs>? handlers))
        {
            foreach (EventHandler<RunChangedEventArgs> handler in Delegate.EnumerateInvocationList(handlers))
                Call(handler, notice!);
        }
    }

    private bool TryTake(out RunChangedEventArgs? notice, out EventHandler<RunChangedEventArgs>? handlers)
    {
        lock (_lock)
        {
            _isTelling = _waiting.TryDequeue(out notice);
            handlers = notice is null ? null : _ofAny + _byTrigger.GetValueOrDefault(notice.Trigger);
            return _isTelling;
        }
    }

    private void Call(EventHandler<RunChangedEventArgs> handler, RunChangedEventArgs notice)
    {
        try
        {
            handler(run, notice);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(run, $"observer of the run '{run.Name}'", failure);
        }
    }
}
