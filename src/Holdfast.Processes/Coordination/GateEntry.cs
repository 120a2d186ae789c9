using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>One who holds, or waits, as a member of a gate's record.</summary>
/// <remarks>
/// Shape. <c>{"since": time, "units": 2, "seconds": 30, "about": any}</c>; units are left out when it is one, seconds
///        (the time to live) and about when there are none.
/// </remarks>
internal readonly record struct GateEntry(string Id, Value Form)
{
    public StoreProcess Process => HolderId.ProcessOf(Id) ?? throw new HoldfastOperationException(
        ErrorCode.NotCoordination,
        $"'{Id}' is not the name of a holder, so what is stored here was not written by this kind of lock; "
            + "choose another path.");

    public int Units => Form.TryGet("units", out Value units) ? (int)units : 1;

    public TimeSpan? TimeToLive =>
        Form.TryGet("seconds", out Value seconds) ? TimeSpan.FromSeconds((double)seconds) : null;

    public Value? About => Form.TryGet("about", out Value about) ? about : default(Value?);

    public DateTimeOffset Since => Times.Find(Form, "since") ?? default;

    public static IEnumerable<GateEntry> AllOf(Value members) =>
        members.Members.Select(member => new GateEntry(member.Key, member.Value));

    public static Value ToForm(Ticket ticket, TimeSpan? timeToLive, DateTimeOffset since)
    {
        KeyValuePair<string, Value> first = new("since", Times.ToText(since));
        if (ticket.Units == 1 && timeToLive is null && ticket.About is null) return Value.FromMembers([first]);
        List<KeyValuePair<string, Value>> members = [first];
        if (ticket.Units != 1) members.Add(new("units", ticket.Units));
        if (timeToLive is { } time) members.Add(new("seconds", time.TotalSeconds));
        if (ticket.About is { } about) members.Add(new("about", about));
        return Value.FromMembers(members);
    }

    /// <summary>The form of who waited, as that of one who holds.</summary>
    public Value Granted(DateTimeOffset now) => Value.FromMembers(
        Form.Members.Select(member => member.Key == "since" ? new("since", Times.ToText(now)) : member));
}
