using Holdfast.Commits;

namespace Holdfast.Replicas;

/// <summary>Turns the proposals of this process into commits of one log.</summary>
/// <remarks>Threads. Any.</remarks>
internal abstract class Committer
{
    /// <summary>The right of one function to commit without others in between.</summary>
    public abstract Turn Turn { get; }

    /// <summary>Commits, and blocks until it is decided (and on disk, when asked for).</summary>
    /// <exception cref="Errors.HoldfastTimeoutException">
    /// The right to write was not had in time; nothing was committed.
    /// </exception>
    /// <exception cref="Errors.HoldfastException">
    /// An operating fault; nothing was committed, unless the flush failed.
    /// </exception>
    public abstract Outcome Submit(in Submission submission);

    /// <inheritdoc cref="Submit"/>
    public abstract ValueTask<Outcome> SubmitAsync(Submission submission);

    /// <summary>
    /// Waits until every commit that was begun before the turn was taken is decided; then nobody else commits until its
    /// release.
    /// </summary>
    public abstract void Settle(TimeSpan timeout, CancellationToken token);

    /// <summary>Takes what a replica decided on reading; only for logs that order first.</summary>
    public virtual void OnDecided(Writer writer, long number, Decision decision, Commit? commit)
    {
    }
}
