namespace Holdfast.Lifecycle.Runs;

/// <content>Its events.</content>
public sealed partial class RunState
{
    /// <summary>
    /// Raised after each transition, before the events of the kind; at a path also after those of others.
    /// </summary>
    /// <remarks>
    /// Threads. In the order of the transitions, one at a time, usually on the thread that made it. What a handler
    ///          throws is reported by <see cref="Reporting.CallbackFailures"/>, and the others are called.
    /// </remarks>
    public event EventHandler<RunChangedEventArgs>? Changed
    {
        add => Observe(null, value);
        remove => _notices.Remove(null, value);
    }

    /// <summary>Raised after each start.</summary>
    /// <inheritdoc cref="Changed"/>
    public event EventHandler<RunChangedEventArgs>? Started
    {
        add => Observe(RunTrigger.Start, value);
        remove => _notices.Remove(RunTrigger.Start, value);
    }

    /// <summary>Raised after each stop.</summary>
    /// <inheritdoc cref="Changed"/>
    public event EventHandler<RunChangedEventArgs>? Stopped
    {
        add => Observe(RunTrigger.Stop, value);
        remove => _notices.Remove(RunTrigger.Stop, value);
    }

    /// <summary>Raised after each cancel, also when nothing runs.</summary>
    /// <inheritdoc cref="Changed"/>
    public event EventHandler<RunChangedEventArgs>? Cancelled
    {
        add => Observe(RunTrigger.Cancel, value);
        remove => _notices.Remove(RunTrigger.Cancel, value);
    }

    /// <summary>Raised after each pause.</summary>
    /// <inheritdoc cref="Changed"/>
    public event EventHandler<RunChangedEventArgs>? Paused
    {
        add => Observe(RunTrigger.Pause, value);
        remove => _notices.Remove(RunTrigger.Pause, value);
    }

    /// <summary>Raised after each resume.</summary>
    /// <inheritdoc cref="Changed"/>
    public event EventHandler<RunChangedEventArgs>? Resumed
    {
        add => Observe(RunTrigger.Resume, value);
        remove => _notices.Remove(RunTrigger.Resume, value);
    }

    private void Observe(RunTrigger? trigger, EventHandler<RunChangedEventArgs>? handler)
    {
        Follow();
        _notices.Add(trigger, handler);
    }
}
