using System.Diagnostics;
using System.Runtime.CompilerServices;
using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>That a lock, a lease, units of a semaphore or the lead is yours; dispose of it to give it back.</summary>
/// <remarks>
/// It ends with its process, whatever ends that, and with the child that took it where that is a thread: then the next
/// one gets it. So that work which goes on too long can do no harm, let what it works on compare
/// <see cref="FencingToken"/>, or change the state through
/// <see cref="Atomic{T}(Func{Transaction, T}, CommitOptions?)"/>.
/// Threads. Any. Dispose of it before the store.
/// </remarks>
public sealed class Hold : IDisposable, IAsyncDisposable
{
    // A release that fails leads back to the first of them.
    private const int Held = 0;
    private const int GivingBack = 1;
    private const int GivenBack = 2;

    private readonly Gate _gate;
    private readonly Ticket _ticket;
    private readonly HolderScope? _scope = HolderScope.Current;
    private HoldKeeper? _keeper;
    private int _phase;

    internal Hold(Gate gate, Ticket ticket, Revision token, DateTimeOffset? until)
    {
        (_gate, _ticket, FencingToken) = (gate, ticket, token);
        if (until is not null) _keeper = new HoldKeeper(gate, ticket.Id, until);
        if (_scope?.TryAdd(this) == false) gate.GiveBackLater(ticket.Id);
    }

    /// <summary>
    /// The fencing token: the revision of the commit that took it. Each later hold has a greater one, for ever.
    /// </summary>
    public Revision FencingToken { get; }

    /// <summary>How many units of a semaphore; else 1.</summary>
    public int Units => _ticket.Units;

    /// <summary>Until when a lease is held unless it is renewed; null: for as long as the process lives.</summary>
    public DateTimeOffset? Until => _keeper?.Until;

    /// <summary>Whether it is still yours, by the state as it is now.</summary>
    public bool IsHeld =>
        !IsGivenBack && _keeper is not { IsOver: true } && _gate.IsHeld(_gate.State, _ticket.Id);

    /// <summary>Cancelled when it is lost: its time ran out, or somebody removed it; not by giving it back.</summary>
    /// <remarks>Cost. A watch from the first use on.</remarks>
    public CancellationToken Lost => Keeper.Lost;

    /// <summary>Goes on only when it is still yours.</summary>
    /// <exception cref="HoldfastOperationException">HoldLost.</exception>
    public void ThrowIfLost()
    {
        if (!IsHeld) throw Failed();
    }

    /// <summary>
    /// Runs an atomic function on the state that it was taken on, whose commit is made only if it is still yours at
    /// that very moment.
    /// </summary>
    /// <exception cref="HoldfastOperationException">HoldLost: nothing was changed.</exception>
    public Committed<T> Atomic<T>(Func<Transaction, T> function, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _gate.State.Atomic(transaction => RunFenced(transaction, function), options);
    }

    /// <inheritdoc cref="Atomic{T}(Func{Transaction, T}, CommitOptions?)"/>
    public Revision Atomic(Action<Transaction> function, CommitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Atomic(
            transaction =>
            {
                function(transaction);
                return true;
            },
            options).Revision;
    }

    /// <summary>An asynchronous function needs <c>AtomicAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use AtomicAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Atomic(Func<Transaction, Task> function, CommitOptions? options = null) =>
        throw new UnreachableException();

    /// <summary>An asynchronous function needs <c>AtomicAsync</c>.</summary>
    [Obsolete("The function is asynchronous, or only throws; use AtomicAsync, or let it return.", error: true)]
    [OverloadResolutionPriority(1)]
    public void Atomic<T>(Func<Transaction, Task<T>> function, CommitOptions? options = null) =>
        throw new UnreachableException();

    /// <inheritdoc cref="Atomic{T}(Func{Transaction, T}, CommitOptions?)"/>
    public async Task<Revision> AtomicAsync(
        Func<Transaction, Task> function, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        Committed<bool> committed = await AtomicAsync(
            async transaction =>
            {
                await function(transaction).ConfigureAwait(false);
                return true;
            },
            options,
            token).ConfigureAwait(false);
        return committed.Revision;
    }

    /// <inheritdoc cref="Atomic{T}(Func{Transaction, T}, CommitOptions?)"/>
    public Task<Committed<T>> AtomicAsync<T>(
        Func<Transaction, Task<T>> function, CommitOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _gate.State.AtomicAsync(
            transaction => RunFenced(transaction, function), options, token);
    }

    /// <summary>Renews a lease now; it also renews itself while the process has a thread for it.</summary>
    /// <returns>False when it is lost, or is held without a time.</returns>
    public bool Renew() => !IsGivenBack && _keeper is { } keeper && keeper.Renew();

    /// <summary>Gives it back: the next one has it when this returns.</summary>
    /// <remarks>Fails as any commit may, or is cancelled: then it is still held, and can be given back again.</remarks>
    /// <returns>False when it was given back before, or was lost.</returns>
    public bool Release()
    {
        if (!TryBeginGiveBack()) return false;
        bool isDone = false;
        try
        {
            bool wasHeld = _gate.GiveBack(_ticket.Id, FencingToken);
            isDone = true;
            return wasHeld;
        }
        finally
        {
            EndGiveBack(isDone);
        }
    }

    /// <inheritdoc cref="Release"/>
    public async Task<bool> ReleaseAsync(CancellationToken token = default)
    {
        if (!TryBeginGiveBack()) return false;
        bool isDone = false;
        try
        {
            bool wasHeld = await _gate.GiveBackAsync(_ticket.Id, token).ConfigureAwait(false);
            isDone = true;
            return wasHeld;
        }
        finally
        {
            EndGiveBack(isDone);
        }
    }

    /// <summary>Gives it back, if it is still held.</summary>
    /// <remarks>When the commit for that fails, it is tried again later, until the store is closed.</remarks>
    public void Dispose()
    {
        try
        {
            if (!_gate.State.Store.IsClosed) Release();
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            _gate.GiveBackLater(_ticket.Id);
            throw;
        }
        finally
        {
            EndForGood();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_gate.State.Store.IsClosed) await ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            _gate.GiveBackLater(_ticket.Id);
            throw;
        }
        finally
        {
            EndForGood();
        }
    }

    private bool IsGivenBack => Volatile.Read(ref _phase) != Held;

    /// <summary>What looks after it; made when somebody wants to be told.</summary>
    private HoldKeeper Keeper
    {
        get
        {
            if (_keeper is { } keeper) return keeper;
            keeper = new HoldKeeper(_gate, _ticket.Id, until: null);
            keeper = Interlocked.CompareExchange(ref _keeper, keeper, null) ?? keeper;
            if (!IsGivenBack) return keeper;

            // What ended while it was being made has told only the one that was there before.
            keeper.Pause();
            if (Volatile.Read(ref _phase) == GivenBack) keeper.End();
            else if (!IsGivenBack) keeper.Resume();
            return keeper;
        }
    }

    private bool TryBeginGiveBack()
    {
        if (Interlocked.CompareExchange(ref _phase, GivingBack, Held) != Held) return false;
        _keeper?.Pause();
        return true;
    }

    private void EndGiveBack(bool isDone)
    {
        Volatile.Write(ref _phase, isDone ? GivenBack : Held);
        if (isDone) _scope?.Remove(this);
        if (isDone) _keeper?.End();
        else _keeper?.Resume();
    }

    /// <summary>Ends it in this process; one that is just being given back ends by that.</summary>
    private void EndForGood()
    {
        _scope?.Remove(this);
        if (Interlocked.CompareExchange(ref _phase, GivenBack, Held) == Held) _keeper?.End();
    }

    private HoldfastOperationException Failed() => CoordinationFailures.Lost(_gate.What, _gate.Path, FencingToken);

    private T RunFenced<T>(Transaction transaction, Func<Transaction, T> function)
    {
        // What is read here is checked again when the commit is made: who takes it over meanwhile causes a conflict.
        if (!_gate.IsHeld(transaction, _ticket.Id)) throw Failed();
        return function(transaction);
    }
}
