using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Processes.Liveness;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <summary>A gate at a path, as a process passes it: the rules, one commit a step, the waiting between.</summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class Gate(State state, GateRules rules, string what, TimeSpan? timeToLive)
{
    private readonly string _prefix = HolderId.PrefixOf(state.Store.Self);
    private readonly RecordCheck _check = RecordCheck.Gate(what, rules.IsKept);

    public State State { get; } = state;

    public StatePath Path { get; } = RecordCheck.NotRoot(rules.Record.Path, what);

    /// <summary>What it is, for people: lock, lease, semaphore.</summary>
    public string What { get; } = what;

    public TimeSpan? TimeToLive { get; } = timeToLive;

    public TimeProvider Clock => State.Store.Options.TimeProvider;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Hold? TryTake(int units, Value? about)
    {
        Ticket ticket = NewTicket(units, about);
        try
        {
            return ToHold(ticket, ToAttempting(ticket).Run(Deadline.After(TimeSpan.Zero), CancellationToken.None));
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            LateCommit.Make(State, ToAbandonment(ticket));
            throw;
        }
    }

    public Hold Take(int units, Value? about, TimeSpan? timeout, CancellationToken token)
    {
        Deadline deadline = Deadline.Of(timeout);
        Ticket ticket = NewTicket(units, about);
        token.ThrowIfCancellationRequested();
        try
        {
            return TakeAtOnce(ticket, deadline)
                ?? ToHold(ticket, ToAttempting(ticket).Run(deadline, token)) ?? Withdrawn(ticket) ?? throw TimedOut();
        }
        catch (Exception end) when (end is OperationCanceledException or IHoldfastError and not HoldTimeoutException)
        {
            LateCommit.Make(State, ToAbandonment(ticket));
            throw;
        }
    }

    public async Task<Hold> TakeAsync(int units, Value? about, TimeSpan? timeout, CancellationToken token)
    {
        Deadline deadline = Deadline.Of(timeout);
        Ticket ticket = NewTicket(units, about);
        try
        {
            return ToHold(ticket, await ToAttempting(ticket).RunAsync(deadline, token).ConfigureAwait(false))
                ?? await WithdrawnAsync(ticket).ConfigureAwait(false) ?? throw TimedOut();
        }
        catch (Exception end) when (end is OperationCanceledException or IHoldfastError and not HoldTimeoutException)
        {
            await LateCommit.MakeAsync(State, ToAbandonment(ticket)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives back; when the record is still that of the taking, nobody waits and it goes as a whole.</summary>
    public bool GiveBack(string id, Revision taken) =>
        (!rules.IsKept && IsGivenBackWhole(taken)) || State.Atomic(ToGiveBack(id)).Value;

    private bool IsGivenBackWhole(Revision taken) => State.TryCommit(
        [new Operation(OperationKind.Remove, Path, default)], [new Read(Path, ReadKind.Present)], taken, out _);

    public async Task<bool> GiveBackAsync(string id, CancellationToken token)
    {
        Func<Transaction, bool> giveBack = ToGiveBack(id);
        return (await State.AtomicAsync(tx => Task.FromResult(giveBack(tx)), null, token).ConfigureAwait(false)).Value;
    }

    /// <summary>Gives back when that is possible again.</summary>
    public void GiveBackLater(string id)
    {
        Func<Transaction, bool> giveBack = ToGiveBack(id);
        LateCommit.Begin(State, transaction => giveBack(transaction));
    }

    public bool Renew(string id) => State.Atomic(transaction => rules.Renew(transaction, id, Now)).Value;

    public bool IsHeld(StateView view, string id) =>
        view.Exists(rules.Record.Holders / id) && !rules.Record.IsOver(view, id, Now);

    /// <summary>Opens a watch of one hold.</summary>
    public Watch WatchHold(string id) => State.Watch(rules.Record.Holders / id);

    /// <summary>
    /// Wakes when others hold it, and when whether anybody does is not what was known: a process died, or a time ran
    /// out or was prolonged after that.
    /// </summary>
    public PathWait WatchHolders(Func<Holder?> known) => new(
        State, living => IsHeldByAny(State.Snapshot(), living) != (known() is not null), rules.Record.Holders);

    private bool IsHeldByAny(Snapshot now, LivingProcesses living) =>
        rules.Record.HoldersIn(now).Any(entry => !rules.HasEnded(now, entry, Now, living));

    /// <summary>Who holds it and lives, longest first.</summary>
    public IReadOnlyList<Holder> GetHolders()
    {
        Snapshot now = State.Snapshot();
        _check.Check(now, Path);
        LivingProcesses living = LivingProcesses.Of(State.Store);
        return [.. rules.Record.HoldersIn(now)
            .Where(entry => !rules.HasEnded(now, entry, Now, living))
            .Select(entry => ToHolder(now, entry))
            .OrderBy(holder => holder.FencingToken)];
    }

    public int CountWaiters()
    {
        Snapshot now = State.Snapshot();
        _check.Check(now, Path);
        return now.TryGet(rules.Record.Queue, out Value queue) ? queue.Count : 0;
    }

    private Holder ToHolder(Snapshot now, GateEntry entry) => new(entry.Process, entry.Since, TokenOf(now, entry.Id))
    {
        Units = entry.Units,
        About = entry.About,
        Until = GateRecord.UntilOf(now, rules.Record.Until, entry.Id),
    };

    private Revision TokenOf(Snapshot now, string id) => now.GetRevision(rules.Record.Holders / id);

    private Ticket NewTicket(int units, Value? about) =>
        new(HolderId.Next(_prefix + HolderScope.Current?.Prefix), units, about);

    /// <summary>Takes what nobody has or wants, with the least work: no function, one condition.</summary>
    private Hold? TakeAtOnce(Ticket ticket, Deadline deadline)
    {
        if (rules.IsKept || State.Exists(Path)) return null;
        DateTimeOffset now = Now;
        Value first = rules.First(ticket, now);
        CommitOptions? options = Attempting<Grant>.OptionsOf(State, deadline);
        return State.TrySet(Path, first, Condition.IfMissing, out Revision token, options)
            ? new Hold(this, ticket, token, now + TimeToLive)
            : null;
    }

    private Attempting<Grant> ToAttempting(Ticket ticket) => new(
        State,
        [rules.Record.Queue / ticket.Id],
        (transaction, stands) =>
        {
            _check.Check(State, Path);
            return rules.Ask(transaction, ticket, stands, Now, LivingProcesses.Of(State.Store));
        },
        living => rules.HasWay(State.Snapshot(), ticket, Now, living));

    private Hold? ToHold(Ticket ticket, Committed<Grant?> taken) => taken.Value is { } grant
        ? new Hold(this, ticket, grant.Token == Revision.Zero ? taken.Revision : grant.Token, grant.Until)
        : null;

    /// <summary>
    /// Leaves the line, later when that cannot be done soon; gives what was had in the last moment after all.
    /// </summary>
    private Hold? Withdrawn(Ticket ticket)
    {
        try
        {
            return ToHold(ticket, State.Atomic(ToWithdrawal(ticket), LateCommit.OptionsOf(State)));
        }
        catch (HoldfastTimeoutException)
        {
            LateCommit.Begin(State, ToAbandonment(ticket));
            return null;
        }
    }

    /// <inheritdoc cref="Withdrawn"/>
    private async Task<Hold?> WithdrawnAsync(Ticket ticket)
    {
        Func<Transaction, Grant?> withdrawal = ToWithdrawal(ticket);
        try
        {
            return ToHold(ticket, await State.AtomicAsync(
                tx => Task.FromResult(withdrawal(tx)), LateCommit.OptionsOf(State)).ConfigureAwait(false));
        }
        catch (HoldfastTimeoutException)
        {
            LateCommit.Begin(State, ToAbandonment(ticket));
            return null;
        }
    }

    private Func<Transaction, Grant?> ToWithdrawal(Ticket ticket) => transaction =>
        rules.Withdraw(transaction, ticket, Now, LivingProcesses.Of(State.Store));

    private Action<Transaction> ToAbandonment(Ticket ticket) => transaction =>
        rules.Abandon(transaction, ticket, Now, LivingProcesses.Of(State.Store));

    private Func<Transaction, bool> ToGiveBack(string id) => transaction =>
        rules.GiveBack(transaction, id, Now, LivingProcesses.Of(State.Store));

    private HoldTimeoutException TimedOut() => CoordinationFailures.TimedOut(What, Path, GetHolders(), Now);
}
