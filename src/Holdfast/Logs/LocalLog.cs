namespace Holdfast.Logs;

/// <summary>
/// A log that decides before it appends: whoever holds its writer lock validates, appends and publishes.
/// </summary>
/// <remarks>
/// Threads. The caller (one replica a process) lets one thread at a time hold the writer lock; the lock itself is
///          between processes. <see cref="Append"/>, <see cref="Publish"/>, <see cref="Abandon"/>: only while it is
///          held.
/// </remarks>
internal abstract class LocalLog : Log
{
    /// <summary>
    /// Called by <see cref="EnterWriter"/>, still without the lock, each time that it has waited a while: what others
    /// committed meanwhile is better read now than under the lock. Set once, before first use.
    /// </summary>
    public Action? WriterWaited { get; set; }

    /// <summary>Takes the writer lock.</summary>
    /// <exception cref="Errors.HoldfastTimeoutException">
    /// TimedOut, naming the process that holds it when that is known.
    /// </exception>
    /// <exception cref="Errors.HoldfastException">The log's fault, or the store was replaced.</exception>
    public abstract void EnterWriter(TimeSpan timeout, CancellationToken token);

    /// <summary>
    /// Whether a process holds the writer lock, or held it and died: taking it may have to wait. One memory read.
    /// </summary>
    public abstract bool IsWriterBusy { get; }

    /// <summary>Gives the writer lock back. Never throws.</summary>
    public abstract void ExitWriter();

    /// <summary>Adds a record to those that the next <see cref="Publish"/> writes; nothing is visible before.</summary>
    /// <exception cref="Errors.HoldfastException">RecordTooLarge; nothing was added.</exception>
    public abstract void Append(ReadOnlySpan<byte> payload);

    /// <summary>
    /// Writes the appended records, makes them visible to all processes in one step, and wakes whoever waits.
    /// </summary>
    /// <returns>The new tail.</returns>
    /// <exception cref="Errors.HoldfastException">
    /// DiskFull, an operating fault; then none of them is visible, now or ever.
    /// </exception>
    public abstract LogPosition Publish();

    /// <summary>Forgets the appended records.</summary>
    public abstract void Abandon();

    /// <summary>
    /// Whether another process has the turn: a writer that has not should wait with <see cref="WaitForTurn"/> before it
    /// enters. One memory read.
    /// </summary>
    public abstract bool IsTurnTaken { get; }

    /// <summary>
    /// Takes the namespace's turn for this process: other processes' writers hold back until it is released, its limit
    /// is over, or this process dies.
    /// </summary>
    /// <param name="limit">
    /// How long others honour it; <see cref="Timeout.InfiniteTimeSpan"/>: until it is released.
    /// </param>
    /// <param name="timeout">How long to wait for the turn.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="Errors.HoldfastTimeoutException">TimedOut, naming the holder.</exception>
    public abstract void TakeTurn(TimeSpan limit, TimeSpan timeout, CancellationToken token);

    /// <summary>Gives the turn back. Never throws.</summary>
    public abstract void ReleaseTurn();

    /// <summary>Returns when no other process has the turn.</summary>
    /// <exception cref="Errors.HoldfastTimeoutException">TimedOut, naming the holder.</exception>
    public abstract void WaitForTurn(TimeSpan timeout, CancellationToken token);
}
