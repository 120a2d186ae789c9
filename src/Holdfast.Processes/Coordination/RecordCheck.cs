using Holdfast.Errors;

namespace Holdfast.Processes.Coordination;

/// <summary>Refuses what is at a path when it is no record of what was asked for, before anything is changed.</summary>
/// <remarks>
/// A lock's record is removed when nobody holds it: taken at the path of somebody's document, it would take that along.
/// It looks at the state as it is, outside of transactions: reading a whole record there would let those who wait in it
/// disturb one another.
/// Cost. A read, and nothing more while nothing is there.
/// </remarks>
/// <param name="what">What was asked for, for people: lock, work queue.</param>
/// <param name="objects">The members of its record that are objects.</param>
/// <param name="numbers">Those that are numbers.</param>
internal sealed class RecordCheck(string what, string[] objects, string[] numbers)
{
    public static RecordCheck Queue { get; } = new(
        "work queue", ["items", "claims", "retries", "delayed", "dead"], ["returns"]);

    public static RecordCheck Barrier { get; } = new("barrier", ["here", "broken"], ["count", "round"]);

    /// <summary>The check of a gate: a lock, lease, election or semaphore.</summary>
    public static RecordCheck Gate(string what, bool isCounted) =>
        new(what, ["holders", "queue", "until"], isCounted ? ["count"] : []);

    /// <summary>Refuses the whole state: it is a document, never a record.</summary>
    /// <exception cref="HoldfastOperationException">NotCoordination.</exception>
    public static StatePath NotRoot(StatePath path, string what) => path.IsRoot
        ? throw new HoldfastOperationException(
            ErrorCode.NotCoordination, $"The whole state cannot be a {what}; give a path in it, as '/shared/{what}'.")
        : path;

    /// <exception cref="HoldfastOperationException">NotCoordination.</exception>
    public void Check(StateView view, StatePath path)
    {
        if (!view.TryGet(path, out Value record)) return;
        if (record.Kind != ValueKind.Object) throw CoordinationFailures.NotCoordination(what, path, record);
        foreach ((string name, Value value) in record.Members)
        {
            string[] allowed = value.Kind switch
            {
                ValueKind.Object => objects,
                ValueKind.Number => numbers,
                _ => [],
            };
            if (Array.IndexOf(allowed, name) < 0) throw CoordinationFailures.NotCoordination(what, path, record, name);
        }
    }
}
