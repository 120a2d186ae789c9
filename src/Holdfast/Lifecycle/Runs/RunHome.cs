namespace Holdfast.Lifecycle.Runs;

/// <summary>Where the record of a run is kept: in memory, or at a path that other processes see.</summary>
internal abstract class RunHome : IDisposable
{
    /// <summary>Whether others may change the record, so that it has to be listened to.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Who this process is in the record.</summary>
    public abstract StoreProcess Self { get; }

    /// <summary>Called with each record that comes to be, in order, one at a time, under the home's lock.</summary>
    public Action<RunRecord> Changed { get; set; } = static _ => { };

    /// <summary>Called after <see cref="Changed"/> outside every lock, when others made the change.</summary>
    public Action Settled { get; set; } = static () => { };

    /// <summary>
    /// Called outside every lock when the record is out of reach for good, because its store was closed or failed.
    /// </summary>
    public Action Lost { get; set; } = static () => { };

    /// <summary>The record as it is now.</summary>
    public abstract RunRecord Read();

    /// <summary>Whether another home keeps the same record.</summary>
    public abstract bool IsSameAs(RunHome other);

    /// <summary>Takes a transition, and tells of it before it returns.</summary>
    /// <param name="trigger">What is asked.</param>
    /// <param name="only">The start whose run is meant; null: whichever goes on.</param>
    /// <returns>What came of it; null: that run does not go on, and nothing was changed.</returns>
    /// <exception cref="Machines.TransitionRefusedException">TransitionRefused; nothing was changed.</exception>
    public abstract RunRecord? Fire(RunTrigger trigger, RunStart? only);

    /// <summary>Tells of what others do too, from now on.</summary>
    /// <param name="begun">Called under the home's lock with the record from which on it tells.</param>
    public abstract void Listen(Action<RunRecord> begun);

    /// <inheritdoc/>
    public abstract void Dispose();
}
