using System.Globalization;

namespace Holdfast.Processes.Table;

/// <summary>The stored form of a process: a JSON object that a person can read.</summary>
internal static class ProcessForm
{
    public static Value ToValue(ProcessRecord record)
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("name", record.Name),
            new("function", record.Function),
            new("state", record.Phase.ToString()),
            new("backend", record.Backend.ToString()),
            new("maker", ToValue(record.Maker)),
        ];
        Add(members, "parent", record.Parent);
        if (record.Self is { } self) members.Add(new("self", ToValue(self)));
        if (record.Place is { } place)
        {
            members.Add(new("boot", place.Boot));
            members.Add(new("pidNamespace", place.Space));
            members.Add(new("startTicks", place.Start));
        }

        members.Add(new("created", ToText(record.Created)));
        Add(members, "started", record.Started is { } started ? ToText(started) : null);
        Add(members, "ended", record.Ended is { } ended ? ToText(ended) : null);
        if (record.ExitCode is { } code) members.Add(new("exitCode", code));
        if (record.Retries > 0) members.Add(new("retries", record.Retries));
        Add(members, "error", record.Error);
        Add(members, "output", record.Output);
        if (record.IsStopping) members.Add(new("stopping", true));
        return Value.FromMembers(members);
    }

    public static ProcessRecord ToRecord(string id, Value value) => new()
    {
        Id = id,
        Name = (string)value["name"]!,
        Function = (string)value["function"]!,
        Phase = Enum.Parse<ProcessPhase>((string)value["state"]!),
        Backend = Enum.Parse<Backend>((string)value["backend"]!),
        Maker = ToProcess(value["maker"]),
        Parent = TextIfAny(value, "parent"),
        Self = value.TryGet("self", out Value self) ? ToProcess(self) : null,
        Place = value.TryGet("boot", out Value boot)
            ? new ProcessPlace((string)boot!, (string)value["pidNamespace"]!, (long)value["startTicks"])
            : null,
        Created = ToTime(value["created"]),
        Started = value.TryGet("started", out Value started) ? ToTime(started) : null,
        Ended = value.TryGet("ended", out Value ended) ? ToTime(ended) : null,
        ExitCode = value.TryGet("exitCode", out Value code) ? (int)code : null,
        Retries = value.TryGet("retries", out Value retries) ? (int)retries : 0,
        Error = TextIfAny(value, "error"),
        Output = TextIfAny(value, "output"),
        IsStopping = value.TryGet("stopping", out _),
    };

    private static Value ToValue(StoreProcess process) => Value.FromMembers(
        [new("process", process.ProcessId), new("opened", ToText(process.Opened))]);

    private static StoreProcess ToProcess(Value value) => new((int)value["process"], ToTime(value["opened"]));

    private static void Add(List<KeyValuePair<string, Value>> members, string name, string? text)
    {
        if (text is not null) members.Add(new(name, text));
    }

    private static string? TextIfAny(Value value, string name) =>
        value.TryGet(name, out Value text) ? (string?)text : null;

    private static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ToTime(Value text) => DateTimeOffset.ParseExact(
        (string)text!, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
