using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <summary>A submission in the queue of a local committer.</summary>
/// <remarks>
/// Threads. <see cref="TryTake"/> and <see cref="TryAbandon"/> race, one wins; the rest is written by whoever took it
///          and read after <see cref="IsDone"/>.
/// </remarks>
internal sealed class Pending
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource? _completion;
    private Exception? _fault;
    private int _stage;
    private volatile bool _isDone;

    public Pending(Submission submission, TaskCompletionSource? completion)
    {
        Submission = submission;
        _completion = completion;
        Deadline = Deadline.After(submission.Timeout);
    }

    public Submission Submission { get; }

    public Deadline Deadline { get; }

    public bool IsDone => _isDone;

    /// <summary>Where the log ended after the commit; what a flush must reach.</summary>
    public Logs.LogPosition Position { get; private set; }

    private Outcome Outcome { get; set; }

    /// <summary>Whether its caller awaits it; else a thread waits for it.</summary>
    public bool IsAwaited => _completion is not null;

    /// <summary>Whether it was neither taken nor given up.</summary>
    public bool IsWaiting => Volatile.Read(ref _stage) == Waiting;

    /// <summary>Takes it to commit it; false when its caller has given up.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _stage, Taken, Waiting) == Waiting;

    /// <summary>Gives up; false when it is being committed, and so must be waited for.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _stage, Abandoned, Waiting) == Waiting;

    public void Decide(Outcome outcome) => Outcome = outcome;

    /// <summary>
    /// Gives it a fault of its own instead of an outcome; <see cref="Complete"/> ends it with the others.
    /// </summary>
    public void Refuse(Exception fault) => _fault = fault;

    public void Complete(Logs.LogPosition position)
    {
        Position = position;
        _isDone = true;
        _completion?.SetResult();
    }

    public void Fail(Exception fault)
    {
        _fault = fault;
        _isDone = true;
        _completion?.SetResult();
    }

    /// <summary>The outcome, or the fault as an exception of its own for each caller.</summary>
    public Outcome Result => _fault is null ? Outcome : throw Failures.Again(_fault);
}
