using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Coordination;

/// <summary>Decides how the rounds of a barrier begin and end: one transition a transaction.</summary>
/// <remarks>
/// Shape. <c>{"count": n, "round": r, "here": {name: time}, "broken": {name: why}}</c>. Each of those who waited in a
///        round that was broken has its own answer there until it has read it, however many rounds later that is; the
///        answers of processes that died go with the next break.
/// </remarks>
internal sealed class BarrierRules(StatePath path, int count)
{
    private readonly StatePath _count = path / "count";
    private readonly StatePath _broken = path / "broken";

    public StatePath Path => path;

    public StatePath Round { get; } = path / "round";

    public StatePath Here { get; } = path / "here";

    /// <summary>Comes to the round that is on, whose number it gives; the last one begins the next one.</summary>
    public long Come(Transaction transaction, string id, DateTimeOffset now, LivingProcesses living)
    {
        if (!transaction.TryGet(_count, out Value there)) transaction.Set(_count, count);
        else if (there != count) throw CoordinationFailures.OtherCount(path, there, count);
        BreakIfDead(transaction, living);
        long round = RoundIn(transaction);
        transaction.Set(Here / id, Times.ToText(now));
        if (transaction.GetCount(Here) >= count) BeginNext(transaction, round);
        return round;
    }

    /// <summary>Leaves the round, and so breaks it, unless it is over; then says how it ended.</summary>
    public BarrierEnding? Leave(Transaction transaction, long round, string id, string why, LivingProcesses living)
    {
        if (!transaction.Exists(Here / id)) return FindEnding(transaction, round, id);
        Break(transaction, why, leaver: id, living);
        return null;
    }

    /// <summary>How the round of one who came ended; it is told so once. Null: the round is on.</summary>
    public BarrierEnding? FindEnding(Transaction transaction, long round, string id)
    {
        if (RoundIn(transaction) <= round) return null;
        if (!transaction.TryGet(_broken / id, out Value why)) return BarrierEnding.Met;
        transaction.Remove(_broken / id);
        RemoveIfEmpty(transaction);
        return new BarrierEnding((string?)why);
    }

    /// <summary>Breaks the round when one who has come is dead.</summary>
    public void BreakIfDead(Transaction transaction, LivingProcesses living)
    {
        if (FindDead(transaction, living) is { } dead)
            Break(transaction, $"process {dead.ProcessId} died", leaver: null, living);
    }

    /// <summary>One who has come and is dead; the record is read before it is asked who lives.</summary>
    public StoreProcess? FindDead(StateView view, LivingProcesses living) => NamesIn(view, Here)
        .Select(HolderId.ProcessOf)
        .FirstOrDefault(process => process is not null && !living.Contains(process));

    private void Break(Transaction transaction, string why, string? leaver, LivingProcesses living)
    {
        long round = RoundIn(transaction);
        string[] here = NamesIn(transaction, Here);
        foreach (string id in NamesIn(transaction, _broken))
        {
            if (!IsAlive(id, living)) transaction.Remove(_broken / id);
        }

        foreach (string id in here)
        {
            if (id != leaver && IsAlive(id, living)) transaction.Set(_broken / id, why);
        }

        RemoveIfEmpty(transaction);
        BeginNext(transaction, round);
    }

    private void BeginNext(Transaction transaction, long round)
    {
        transaction.Set(Round, round + 1);
        transaction.Remove(Here);
    }

    private void RemoveIfEmpty(Transaction transaction)
    {
        if (transaction.TryGet(_broken, out Value left) && left.Count == 0) transaction.Remove(_broken);
    }

    private long RoundIn(StateView view) => view.TryGet(Round, out Value round) ? (long)round : 0;

    private static string[] NamesIn(StateView view, StatePath members) =>
        view.TryGet(members, out Value all) ? [.. all.Members.Select(member => member.Key)] : [];

    private static bool IsAlive(string id, LivingProcesses living) =>
        HolderId.ProcessOf(id) is { } process && living.Contains(process);
}
