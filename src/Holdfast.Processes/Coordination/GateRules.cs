using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Coordination;

/// <summary>Decides who passes a gate: one transition per transaction.</summary>
/// <remarks>
/// Whoever asks is let through at once when there is room and nobody waits; else it stands in line. Whoever gives back
/// lets the next ones of the line through in the same commit, so that a release wakes those it concerns and nobody
/// else, and a thousand waiters cost it nothing. A dead holder, one whose time is over and a dead waiter are passed
/// over by whoever asks or gives back next.
/// </remarks>
/// <param name="record">Where the record is.</param>
/// <param name="capacity">How many units there are.</param>
/// <param name="timeToLive">How long it is held unless it is renewed; null: as long as the process lives.</param>
/// <param name="isKept">Whether the record stays when nobody holds anything.</param>
internal sealed class GateRules(GateRecord record, int capacity, TimeSpan? timeToLive, bool isKept)
{
    public GateRecord Record { get; } = record;

    public int Capacity { get; } = capacity;

    /// <summary>Whether the record stays when nobody holds anything.</summary>
    public bool IsKept => isKept;

    /// <summary>Asks for units; null when they are not available now.</summary>
    /// <param name="transaction">The record as it is.</param>
    /// <param name="ticket">Who asks; asking again with the same ticket is no second request.</param>
    /// <param name="stands">Whether it stands in line from now on when it has to wait.</param>
    /// <param name="now">The time by the store's clock.</param>
    /// <param name="living">Who lives, asked after the record was read.</param>
    public Grant? Ask(
        Transaction transaction, Ticket ticket, bool stands, DateTimeOffset now, LivingProcesses living)
    {
        if (FindGrant(transaction, ticket, now) is { } grant) return grant;
        if (isKept) KeepCount(transaction);
        Value holders = transaction.TryGet(Record.Holders, out Value members) ? members : Value.EmptyObject;
        bool isFull = CountUnits(holders) + ticket.Units > Capacity;
        if (isFull && !IsAnyOver(transaction, holders, now, living))
        {
            // The line is not looked at: those who stand in it at the same time do not disturb one another.
            if (stands) StandInLine(transaction, ticket, now);
            return null;
        }

        if (!isFull && !transaction.Exists(Record.Queue))
        {
            Let(transaction, ticket.Id, GateEntry.ToForm(ticket, timeToLive, now), now);
            return Grant.Own(now + timeToLive);
        }

        StandInLine(transaction, ticket, now);
        Serve(transaction, now, living);
        if (transaction.Exists(Record.Holders / ticket.Id)) return Grant.Own(now + timeToLive);
        if (!stands) Leave(transaction, ticket);
        return null;
    }

    /// <summary>The record with which one who finds nothing there has it.</summary>
    public Value First(Ticket ticket, DateTimeOffset now) =>
        GateRecord.First(ticket.Id, GateEntry.ToForm(ticket, timeToLive, now), now + timeToLive);

    /// <summary>Gives units back; false when they are not held any more.</summary>
    public bool GiveBack(Transaction transaction, string id, DateTimeOffset now, LivingProcesses living)
    {
        if (!transaction.Remove(Record.Holders / id)) return false;
        if (timeToLive is not null) transaction.Remove(Record.Until / id);
        if (transaction.Exists(Record.Queue)) Serve(transaction, now, living);
        if (!isKept && !Record.HoldersIn(transaction).Any()) transaction.Remove(Record.Path);
        return true;
    }

    /// <summary>Leaves the line; the grant when it was let through meanwhile, else null.</summary>
    public Grant? Withdraw(Transaction transaction, Ticket ticket, DateTimeOffset now, LivingProcesses living)
    {
        if (FindGrant(transaction, ticket, now) is { } grant) return grant;
        if (GiveBack(transaction, ticket.Id, now, living)) return null;
        if (!transaction.Exists(Record.Queue / ticket.Id)) return null;
        Leave(transaction, ticket);

        // Who asked for much may have stood before those for whom there is room.
        if (transaction.Exists(Record.Queue)) Serve(transaction, now, living);
        return null;
    }

    /// <summary>Leaves nothing behind of one who asked: no place in the line, and no unit.</summary>
    public void Abandon(Transaction transaction, Ticket ticket, DateTimeOffset now, LivingProcesses living)
    {
        if (!GiveBack(transaction, ticket.Id, now, living)) Withdraw(transaction, ticket, now, living);
    }

    /// <summary>Prolongs what is held for a time; false when it is not held any more.</summary>
    public bool Renew(Transaction transaction, string id, DateTimeOffset now)
    {
        if (!transaction.Exists(Record.Holders / id)) return false;
        transaction.Set(Record.Until / id, Times.ToText(now + timeToLive!.Value));
        return true;
    }

    /// <summary>Whether one who holds is dead, or its time over; the record was read before it is asked.</summary>
    public bool HasEnded(StateView view, GateEntry holder, DateTimeOffset now, LivingProcesses living) =>
        Record.IsOver(view, holder.Id, now) || !living.Contains(holder.Process);

    /// <summary>
    /// Whether one who stands in line finds more than when it asked, though nothing was committed: somebody who holds
    /// has ended, or the first of the line is dead, and there is room for those behind it.
    /// </summary>
    public bool HasWay(StateView view, Ticket ticket, DateTimeOffset now, LivingProcesses living)
    {
        int used = 0;
        foreach (GateEntry holder in Record.HoldersIn(view))
        {
            if (HasEnded(view, holder, now, living)) return true;
            used += holder.Units;
        }

        return used + ticket.Units <= Capacity
            && Record.QueueIn(view).Take(1).Any(first => !living.Contains(first.Process));
    }

    /// <summary>What another's commit let it have; nothing when its time was over before it knew.</summary>
    private Grant? FindGrant(Transaction transaction, Ticket ticket, DateTimeOffset now)
    {
        StatePath place = Record.Holders / ticket.Id;
        if (!transaction.Exists(place)) return null;
        DateTimeOffset? until = timeToLive is null ? null : GateRecord.UntilOf(transaction, Record.Until, ticket.Id);
        return until <= now ? null : new Grant(transaction.GetRevision(place), until);
    }

    private bool IsAnyOver(Transaction transaction, Value holders, DateTimeOffset now, LivingProcesses living) =>
        GateEntry.AllOf(holders).Any(holder => HasEnded(transaction, holder, now, living));

    private static int CountUnits(Value holders) =>
        holders.Count == 0 ? 0 : GateEntry.AllOf(holders).Sum(holder => holder.Units);

    private void KeepCount(Transaction transaction)
    {
        if (!transaction.TryGet(Record.Count, out Value count)) transaction.Set(Record.Count, Capacity);
        else if (count != Capacity) throw CoordinationFailures.OtherCount(Record.Path, count, Capacity);
    }

    private void StandInLine(Transaction transaction, Ticket ticket, DateTimeOffset now)
    {
        StatePath place = Record.Queue / ticket.Id;
        if (!transaction.Exists(place)) transaction.Set(place, GateEntry.ToForm(ticket, timeToLive, now));
    }

    private void Leave(Transaction transaction, Ticket ticket)
    {
        transaction.Remove(Record.Queue / ticket.Id);
        RemoveIfEmpty(transaction, Record.Queue);
    }

    /// <summary>Clears away those who ended, then lets through the first of the line for whom there is room.</summary>
    private void Serve(Transaction transaction, DateTimeOffset now, LivingProcesses living)
    {
        int used = 0;
        foreach (GateEntry holder in Record.HoldersIn(transaction))
        {
            if (HasEnded(transaction, holder, now, living))
            {
                transaction.Remove(Record.Holders / holder.Id);
                transaction.Remove(Record.Until / holder.Id);
            }
            else
            {
                used += holder.Units;
            }
        }

        foreach (GateEntry waiter in Record.QueueIn(transaction))
        {
            bool isAlive = living.Contains(waiter.Process);
            if (isAlive && used + waiter.Units > Capacity) break;
            transaction.Remove(Record.Queue / waiter.Id);
            if (!isAlive) continue;
            used += waiter.Units;
            Let(transaction, waiter.Id, waiter.Granted(now), now);
            if (used == Capacity) break;
        }

        RemoveIfEmpty(transaction, Record.Queue);
    }

    private void Let(Transaction transaction, string id, Value form, DateTimeOffset now)
    {
        transaction.Set(Record.Holders / id, form);
        if (new GateEntry(id, form).TimeToLive is { } time)
            transaction.Set(Record.Until / id, Times.ToText(now + time));
    }

    private static void RemoveIfEmpty(Transaction transaction, StatePath path)
    {
        if (transaction.TryGet(path, out Value members) && members.Count == 0) transaction.Remove(path);
    }
}
