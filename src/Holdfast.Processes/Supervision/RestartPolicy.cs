namespace Holdfast.Processes.Supervision;

/// <summary>Decides what follows from the end of a child. Pure but for the restarts that it remembers.</summary>
/// <remarks>
/// Shape.   More than the most restarts within the period, inclusive, and it gives up. Restarts that one end causes
///          count as one.
/// Threads. One at a time.
/// Source.  Erlang/OTP's supervisor: intensity, period, strategy and restart.
/// </remarks>
internal sealed class RestartPolicy(
    SupervisionStrategy strategy, int maxRestarts, TimeSpan period, IReadOnlyList<RestartRule> rules)
{
    // No more than the most restarts and one: older ones decide nothing.
    private readonly Queue<TimeSpan> _restarts = new();

    /// <summary>Says what to do about the end of a child.</summary>
    /// <param name="child">Its place in the list.</param>
    /// <param name="hasFailed">Whether it failed.</param>
    /// <param name="wasStopped">Whether somebody stopped it on purpose.</param>
    /// <param name="now">The time since any fixed moment.</param>
    public ExitAction Decide(int child, bool hasFailed, bool wasStopped, TimeSpan now)
    {
        if (wasStopped) return ExitAction.Stopped;
        bool isRestarted = rules[child] == RestartRule.Permanent
            || (rules[child] == RestartRule.Transient && hasFailed);
        if (!isRestarted) return ExitAction.Leave;
        return AllowsRestart(now) ? ExitAction.Restart : ExitAction.GiveUp;
    }

    /// <summary>Counts a restart; false: it is one too many.</summary>
    public bool AllowsRestart(TimeSpan now)
    {
        while (_restarts.TryPeek(out TimeSpan oldest) && now - oldest > period) _restarts.Dequeue();
        if (_restarts.Count >= maxRestarts) return false;
        _restarts.Enqueue(now);
        return true;
    }

    /// <summary>The children that the restart of one concerns, itself among them, in order.</summary>
    public Range Concerned(int child) => strategy switch
    {
        SupervisionStrategy.OneForAll => ..rules.Count,
        SupervisionStrategy.RestForOne => child..rules.Count,
        _ => child..(child + 1),
    };

    /// <summary>Whether a child that is concerned is started, and not only stopped.</summary>
    public bool Starts(int child) => rules[child] != RestartRule.Temporary;
}
