namespace Holdfast.Processes.Coordination;

/// <summary>The places of a work queue's record.</summary>
/// <remarks>
/// Shape. <c>{"items": {id: item}, "claims": {id: claim}, "retries": {id: {"attempts", "error"}},
///        "delayed": {id: {"item", "due"}}, "dead": {id: {"item", "attempts", "error", "time"}}, "returns": n}</c>. An
///        item that is claimed stays where it is, so that it comes back to its old place when its worker dies; members
///        keep the order in which they were added, and that is the order of the queue. A claim is the name of its
///        holder (<see cref="HolderId"/>), or <c>{"by": name, "until": time}</c>.
/// Cost.  Nothing depends on how many items there are: who enqueues adds a member and reads none, who claims or
///        completes reads and changes the members of that one item only. So none of the three disturbs another.
/// </remarks>
internal sealed class QueueRecord(StatePath path)
{
    public StatePath Path { get; } = path;

    public StatePath Items { get; } = path / "items";

    public StatePath Claims { get; } = path / "claims";

    public StatePath Retries { get; } = path / "retries";

    public StatePath Delayed { get; } = path / "delayed";

    public StatePath Dead { get; } = path / "dead";

    /// <summary>Counts what came back unchanged, which a watch of the items would not see.</summary>
    public StatePath Returns { get; } = path / "returns";

    public static Value ToClaim(string holder, DateTimeOffset? until) => until is { } end
        ? Value.FromMembers([new("by", holder), new("until", Times.ToText(end))])
        : holder;

    /// <summary>The name of the one who claimed.</summary>
    public static string? HolderOf(Value claim) =>
        claim.Kind == ValueKind.String ? (string?)claim : claim.TryGet("by", out Value by) ? (string?)by : null;

    public static DateTimeOffset? DueOf(Value delayed) => Times.Find(delayed, "due");

    public static DateTimeOffset? UntilOf(Value claim) => Times.Find(claim, "until");

    /// <summary>How often an item was tried before.</summary>
    public int AttemptsOf(StateView view, byte[] name) => AttemptsIn(view, Retries.Child(name));

    /// <summary>How often an item was tried before, whose retries stand at a path.</summary>
    public static int AttemptsIn(StateView view, StatePath place) =>
        view.TryGet(place, out Value retry) && retry.TryGet("attempts", out Value attempts) ? (int)attempts : 0;

    /// <summary>Reads a claim; null when it names no process, or no item is there: a sweep takes it away.</summary>
    public WorkClaim? FindClaim(StateView view, string id, Value claim)
    {
        if (HolderId.ProcessOf(HolderOf(claim)) is not { } process || !view.TryGet(Items / id, out Value item))
            return null;
        StatePath place = Claims / id;
        Revision since = view is Transaction transaction
            ? transaction.GetRevision(place)
            : ((Snapshot)view).GetRevision(place);
        return new WorkClaim(id, item, process, AttemptsIn(view, Retries / id) + 1, since) { Until = UntilOf(claim) };
    }

    public static Value ToRetry(int attempts, string error) =>
        Value.FromMembers([new("attempts", attempts), new("error", error)]);

    public static Value ToDelayed(Value item, DateTimeOffset due) =>
        Value.FromMembers([new("item", item), new("due", Times.ToText(due))]);

    public static Value ToDead(Value item, int attempts, string error, DateTimeOffset now) => Value.FromMembers(
        [new("item", item), new("attempts", attempts), new("error", error), new("time", Times.ToText(now))]);

    public static int CountIn(StateView view, StatePath path) =>
        view.TryGet(path, out Value members) ? members.Count : 0;

    public static IEnumerable<KeyValuePair<string, Value>> MembersIn(StateView view, StatePath path) =>
        view.TryGet(path, out Value members) ? members.Members : [];
}
