using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Homes;

/// <summary>Where a machine's position is kept: in memory, or at a path of a state.</summary>
internal abstract class MachineHome<TState, TTrigger> : IDisposable
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>The transitions that are kept, from a number on, oldest first.</summary>
    public abstract IEnumerable<Transition<TState, TTrigger>> HistoryFrom(long number);

    /// <summary>
    /// Whether the machine tells its observers of its own transitions; if not, the home tells of all, its own and
    /// those of other processes.
    /// </summary>
    public abstract bool TellsOwn { get; }

    /// <summary>Whether firings of this machine have to wait for each other when actions run inside them.</summary>
    public abstract bool NeedsTurn { get; }

    /// <summary>What guards may read when they are only asked; null in memory.</summary>
    public virtual StateView? View => null;

    /// <summary>Cancelled when the store is closed; in memory never.</summary>
    public virtual CancellationToken Closing => CancellationToken.None;

    /// <summary>Where the machine is now.</summary>
    public abstract Position<TState, TTrigger> Read();

    /// <summary>
    /// Makes the position what the machine decides on a request, if it is still the one that was seen; else has it
    /// decided again.
    /// </summary>
    public abstract Plan<TState, TTrigger> Move(Request<TState, TTrigger> request);

    /// <inheritdoc cref="Move"/>
    public abstract Task<Plan<TState, TTrigger>> MoveAsync(Request<TState, TTrigger> request, CancellationToken token);

    /// <summary>Begins to tell the machine of transitions that others make, if others can.</summary>
    public abstract void StartTelling();

    public abstract void Dispose();
}
