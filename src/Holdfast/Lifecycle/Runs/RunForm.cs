using System.Globalization;

namespace Holdfast.Lifecycle.Runs;

/// <summary>The stored form of a run's record: a JSON object that a person can read.</summary>
internal static class RunForm
{
    public static Value ToValue(RunRecord record)
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("name", record.Name),
            new("state", record.Phase.ToString()),
            new("cancelled", record.IsCancelled),
            new("number", record.Number),
            new("trigger", record.Trigger.ToString()),
            new("time", ToText(record.Time)),
            new("starts", record.Starts),
        ];
        Add(members, "started", record.Started);
        Add(members, "stopped", record.Stopped);
        Add(members, "pausedSince", record.PausedSince);
        members.Add(new("pausedSeconds", ToSeconds(record.Paused)));
        members.Add(new("totalSeconds", ToSeconds(record.Total)));
        members.Add(new("totalPausedSeconds", ToSeconds(record.TotalPaused)));
        if (record.Owner is { } owner)
        {
            members.Add(new("process", owner.ProcessId));
            members.Add(new("opened", ToText(owner.Opened)));
        }

        return Value.FromMembers(members);
    }

    public static RunRecord ToRecord(Value value) => new()
    {
        Name = (string?)value["name"],
        Phase = Enum.Parse<RunPhase>((string)value["state"]!),
        IsCancelled = (bool)value["cancelled"],
        Number = (long)value["number"],
        Trigger = Enum.Parse<RunTrigger>((string)value["trigger"]!),
        Time = ToTime(value["time"]),
        Starts = (long)value["starts"],
        Started = TimeIfAny(value, "started"),
        Stopped = TimeIfAny(value, "stopped"),
        PausedSince = TimeIfAny(value, "pausedSince"),
        Paused = ToSpan(value["pausedSeconds"]),
        Total = ToSpan(value["totalSeconds"]),
        TotalPaused = ToSpan(value["totalPausedSeconds"]),
        Owner = value.TryGet("process", out Value process)
            ? new StoreProcess((int)process, ToTime(value["opened"]))
            : null,
    };

    private static void Add(List<KeyValuePair<string, Value>> members, string name, DateTimeOffset? time)
    {
        if (time is { } some) members.Add(new(name, ToText(some)));
    }

    private static DateTimeOffset? TimeIfAny(Value value, string name) =>
        value.TryGet(name, out Value time) ? ToTime(time) : null;

    private static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ToTime(Value text) => DateTimeOffset.ParseExact(
        (string)text!, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static Value ToSeconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;

    private static TimeSpan ToSpan(Value seconds) =>
        TimeSpan.FromTicks((long)((decimal)seconds * TimeSpan.TicksPerSecond));
}
