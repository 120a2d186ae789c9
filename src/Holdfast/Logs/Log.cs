namespace Holdfast.Logs;

/// <summary>The log of one namespace: records in one total order. All that an engine has to be.</summary>
/// <remarks>
/// Threads. Every member from any thread, unless it says otherwise.
/// A log is open for as long as its <see cref="LogStore"/>; it is never closed alone.
/// </remarks>
internal abstract class Log
{
    /// <summary>The namespace's name, as its user wrote it.</summary>
    public abstract string Name { get; }

    /// <summary>The end of what is published. On local logs: one memory read, no system call, no allocation.</summary>
    public abstract LogPosition Tail { get; }

    /// <summary>The end of what is known to be on disk (or as safe as the engine makes it).</summary>
    public abstract LogPosition Durable { get; }

    /// <summary>
    /// The newest revision that is known to be below <see cref="Durable"/>; it may lag. <see cref="long.MaxValue"/>:
    /// all are.
    /// </summary>
    public abstract long DurableRevision { get; }

    /// <summary>The first position that is still kept.</summary>
    public abstract LogPosition Oldest { get; }

    /// <summary>
    /// The cause after which the log takes no more commits; null while it is well. Reading may go on.
    /// </summary>
    public abstract Exception? Fault { get; }

    /// <summary>
    /// Whether the namespace was removed, by whatever process; its name may stand for another one by now.
    /// </summary>
    public abstract bool IsRemoved { get; }

    /// <summary>
    /// Called when the tail was moved by another process, or by this one: at once while <see cref="IsWatched"/>,
    /// otherwise within a second. An engine whose tail no other process can move need not call it. Called on a
    /// thread of the store; must not block for long. Set once, before first use.
    /// </summary>
    /// <returns>
    /// What may go on now. The caller has each run, outside every lock: it is code of users, and may take for ever.
    /// </returns>
    public Func<IReadOnlyList<IThreadPoolWorkItem>>? TailMoved { get; set; }

    /// <summary>
    /// Called now and then (from a background thread) when the records since the newest checkpoint have grown so much
    /// that a new one is due; the callee calls <see cref="SaveCheckpoint"/>.
    /// </summary>
    public Action? CheckpointDue { get; set; }

    /// <summary>
    /// Has the engine look after the log from now on, as <see cref="TailMoved"/> and <see cref="CheckpointDue"/> say.
    /// The first commit does so too; but a program that asked for lazy upkeep pays for no thread at its first look.
    /// </summary>
    public virtual void BeginUpkeep()
    {
    }

    /// <summary>Whether somebody in this process waits for the tail to move. Cheap to set, from any thread.</summary>
    public abstract bool IsWatched { get; set; }

    /// <summary>Reads whole records from a position up to the tail as it is when the call begins.</summary>
    /// <returns>The position after the last record that the visitor took.</returns>
    /// <exception cref="Errors.HoldfastOperationException">
    /// TrimmedRevision: the position is not kept any more.
    /// </exception>
    /// <exception cref="Errors.HoldfastException">
    /// Damaged, or an operating fault; records before the place were delivered.
    /// </exception>
    public abstract LogPosition Read(LogPosition from, RecordVisitor visitor);

    /// <summary>
    /// Finds a position at or before the record of a revision, near to it; the caller skips to the record.
    /// </summary>
    /// <exception cref="Errors.HoldfastOperationException">
    /// TrimmedRevision: the record is not kept any more.
    /// </exception>
    public abstract LogPosition Locate(long revision);

    /// <summary>
    /// The oldest revision whose record is kept; 1 in a log that was never trimmed (also an empty one).
    /// </summary>
    public abstract long OldestRevision { get; }

    /// <summary>
    /// Opens the newest intact checkpoint at or below a revision; null when there is none (then replay begins with the
    /// empty document at the log's begin).
    /// </summary>
    public abstract Checkpoint? OpenCheckpoint(long atOrBelow);

    /// <summary>
    /// Keeps a checkpoint. The parts are written by the callbacks, each called once, the document first.
    /// </summary>
    /// <remarks>
    /// Durability. On return it is on disk and named; a crash before leaves the old one. Then trims what retention lets
    ///             go.
    /// </remarks>
    public abstract void SaveCheckpoint(
        long revision, LogPosition position, Action<Stream> document, Action<Stream> companion);

    /// <summary>
    /// How much history the namespace keeps, whoever trims it; null: nothing is stored, and each process goes by its
    /// options.
    /// </summary>
    public abstract Retention? GetRetention();

    /// <summary>Stores how much history the namespace keeps; null: nothing is stored any more.</summary>
    /// <remarks>Durability. As safe as the engine makes it when this returns.</remarks>
    public abstract void SetRetention(Retention? retention);

    /// <summary>
    /// Stores it if nothing is stored; of several that do so at once, in any process, one does. Costs nothing once one
    /// is stored.
    /// </summary>
    /// <returns>Whether this call stored it.</returns>
    public abstract bool TrySetRetention(Retention retention);

    /// <summary>
    /// Returns when everything below the position is on disk; calls at the same time share one flush.
    /// </summary>
    public abstract void Flush(LogPosition upTo);

    /// <inheritdoc cref="Flush"/>
    public abstract ValueTask FlushAsync(LogPosition upTo, CancellationToken token);
}
