namespace Holdfast.Processes.Coordination;

/// <summary>The places of a gate's record, and what can be read there.</summary>
/// <remarks>
/// Shape. <c>{"count": n, "holders": {id: entry}, "queue": {id: entry}, "until": {id: time}}</c>. A waiter stands in
///        the queue, in the order of asking; <c>until</c> has the ends of what is held for a time, apart from the
///        entries, so that a renewal leaves the revision of the entry alone: that is the fencing token.
/// </remarks>
internal sealed class GateRecord(StatePath path)
{
    public StatePath Path { get; } = path;

    public StatePath Count { get; } = path / "count";

    public StatePath Holders { get; } = path / "holders";

    public StatePath Queue { get; } = path / "queue";

    public StatePath Until { get; } = path / "until";

    /// <summary>The record of one who holds, while nobody waits.</summary>
    public static Value First(string id, Value form, DateTimeOffset? until)
    {
        KeyValuePair<string, Value> holders = new("holders", Value.FromMembers([new(id, form)]));
        return until is { } end
            ? Value.FromMembers([holders, new("until", Value.FromMembers([new(id, Times.ToText(end))]))])
            : Value.FromMembers([holders]);
    }

    public static DateTimeOffset? UntilOf(StateView view, StatePath until, string id) =>
        view.TryGet(until, out Value all) ? Times.Find(all, id) : null;

    public IEnumerable<GateEntry> HoldersIn(StateView view) =>
        view.TryGet(Holders, out Value holders) ? GateEntry.AllOf(holders) : [];

    public IEnumerable<GateEntry> QueueIn(StateView view) =>
        view.TryGet(Queue, out Value queue) ? GateEntry.AllOf(queue) : [];

    /// <summary>Whether the time of one who holds is over.</summary>
    public bool IsOver(StateView view, string id, DateTimeOffset now) =>
        UntilOf(view, Until, id) is { } until && until <= now;
}
