using System.Globalization;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Supervision;

/// <summary>What the store says of supervisors, beside the processes.</summary>
internal sealed class SupervisorTable(Store store, string name)
{
    /// <summary>How many ends of children are kept; the oldest go first.</summary>
    private const int MostExits = 100;

    private readonly State _state = store.GetReserved(ProcessTable.Namespace);
    private readonly StatePath _place = StatePath.Root / "supervisors" / name;

    /// <summary>Writes down how it is, and the end of a child, if there was one.</summary>
    public void Write(SupervisorOptions options, SupervisorChangedEventArgs now) => _state.Atomic(
        transaction =>
        {
            IEnumerable<Value> exits = transaction.TryGet(_place / "exits", out Value before) ? before.Items : [];
            if (now.Exit is { } exit) exits = exits.Append(ToValue(exit));
            transaction[_place] = Value.FromMembers(
            [
                new("state", now.Phase.ToString()),
                new("strategy", options.Strategy.ToString()),
                new("children", Value.FromMembers(now.Children.Select(
                    child => KeyValuePair.Create(child.Name, ToValue(child))))),
                new("exits", Value.FromItems(exits.TakeLast(MostExits))),
            ]);
        },
        new CommitOptions { Reason = $"supervisor {options.Name} is {now.Phase}" });

    /// <summary>Gives the ends that are kept, oldest first.</summary>
    public IReadOnlyList<ChildExit> Exits() => _state.TryGet(_place / "exits", out Value exits)
        ? [.. exits.Items.Select(ToExit)]
        : [];

    private static Value ToValue(SupervisedChild child) => Value.FromMembers(
    [
        new("process", child.Process?.Id),
        new("alive", child.IsAlive),
        new("restarts", child.Restarts),
    ]);

    private static Value ToValue(ChildExit exit) => Value.FromMembers(
    [
        new("child", exit.Child),
        new("process", exit.Process),
        new("exitCode", exit.ExitCode is { } code ? code : Value.Null),
        new("error", exit.Error),
        new("time", exit.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        new("action", exit.Action.ToString()),
    ]);

    private static ChildExit ToExit(Value value) => new(
        (string)value["child"]!,
        (string?)value["process"],
        value["exitCode"].IsNull ? null : (int)value["exitCode"],
        (string?)value["error"],
        DateTimeOffset.ParseExact(
            (string)value["time"]!, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Enum.Parse<ExitAction>((string)value["action"]!));
}
