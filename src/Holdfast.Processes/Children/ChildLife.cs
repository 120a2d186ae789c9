using Holdfast.Processes.Wire;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>One run of a child, as a process or as a thread: what it is told, what it says, how it ends.</summary>
/// <remarks>Threads. Any. What it says comes one after the other, before its end.</remarks>
internal abstract class ChildLife
{
    private readonly TaskCompletionSource<ExitStatus> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called for each message of the child; the payload is valid until it returns.</summary>
    public required Action<Frame> Heard { get; init; }

    /// <summary>Called at its end, before <see cref="Ended"/> is.</summary>
    public required Action<ExitStatus> Over { get; init; }

    /// <summary>The number of its process.</summary>
    public abstract int Process { get; }

    /// <summary>Ends with it.</summary>
    public Task<ExitStatus> Ended => _ended.Task;

    /// <summary>Whether it has ended, by the kernel's word, which comes before <see cref="Ended"/>.</summary>
    public virtual bool HasEnded => Ended.IsCompleted;

    /// <summary>Sends it a message.</summary>
    /// <returns>False when it has gone.</returns>
    public abstract bool TrySend(FrameKind kind, ReadOnlySpan<byte> payload);

    /// <summary>Sends it a signal; a thread takes SIGTERM as the wish that it ends, and no other.</summary>
    public abstract void Signal(int signal);

    /// <summary>Lets it know that it is to end, by itself.</summary>
    public abstract void AskToEnd();

    /// <summary>Lets go of it: a child that does not outlive its parent ends as if that had died.</summary>
    public abstract void Abandon();

    /// <summary>Hears it on this thread until a task is done that its answer completes, where that helps.</summary>
    /// <remarks>It may return before. Its caller lets the child's own thread listen again: Follow.</remarks>
    public virtual void Lead(Task reply)
    {
    }

    /// <summary>Lets its own thread hear it, when nobody leads.</summary>
    public virtual void Follow()
    {
    }

    protected void End(ExitStatus status)
    {
        try
        {
            Over(status);
        }
        catch (Exception fault)
        {
            // Here a thread ends that is only the child's: nobody else could take it.
            CallbackFailures.Report(this, "record of the end of a child", fault);
        }
        finally
        {
            _ended.TrySetResult(status);
        }
    }
}
