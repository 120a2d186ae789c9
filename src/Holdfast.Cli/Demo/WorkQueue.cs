using System.Globalization;

namespace Holdfast.Cli.Demo;

/// <summary>A queue of files in a state, with claims, results and take-overs; each step is atomic.</summary>
/// <remarks>
/// Shape.  <c>/queue</c>: names nobody has. <c>/claims/W</c>: the name that worker W has. <c>/abandoned/NAME</c>: the
///         worker that died with it. <c>/files/NAME</c>: the result. <c>/takeovers</c>: who went on with whose file.
/// Claims. At each revision a name is in exactly one of queue, claims, abandoned and files. A worker's result, the end
///         of its claim and its next claim are one commit; so who dies has a claim as long as there is work.
/// Kills.  While <c>/pendingKills</c> is there, the last results are not taken: their workers keep their claims. So a
///         kill hits a claim however few files there are and however late it comes.
/// </remarks>
internal static class WorkQueue
{
    private static readonly StatePath Queue = StatePath.Parse("/queue");
    private static readonly StatePath Front = StatePath.Parse("/queue/0");
    private static readonly StatePath Total = StatePath.Parse("/total");
    private static readonly StatePath PendingKills = StatePath.Parse("/pendingKills");
    private static readonly StatePath Conflicts = StatePath.Parse("/totals/conflicts");
    private static readonly StatePath DoneBytes = StatePath.Parse("/totals/bytes");
    private static readonly StatePath DoneFiles = StatePath.Parse("/totals/files");

    public static StatePath Input { get; } = StatePath.Parse("/input");

    public static StatePath Files { get; } = StatePath.Parse("/files");

    public static StatePath Workers { get; } = StatePath.Parse("/workers");

    public static StatePath Claims { get; } = StatePath.Parse("/claims");

    public static StatePath Abandoned { get; } = StatePath.Parse("/abandoned");

    public static StatePath Takeovers { get; } = StatePath.Parse("/takeovers");

    public static StatePath IsOpen { get; } = StatePath.Parse("/isOpen");

    /// <summary>Gives the document to begin with.</summary>
    public static Value Fill(DemoOptions options) => Value.FromMembers(
    [
        new("input", options.Input),
        new("total", options.Files.Count),
        new("totals", Value.FromMembers([new("files", 0), new("bytes", 0), new("conflicts", 0)])),
        new("workers", Value.EmptyObject),
        new("claims", Value.EmptyObject),
        new("abandoned", Value.EmptyObject),
        new("takeovers", Value.EmptyArray),
        .. options.Kills == 0 ? [] : new KeyValuePair<string, Value>[] { new("pendingKills", options.Kills) },
        new("files", Value.EmptyObject),
        new("queue", Value.FromItems(options.Files.Select(name => (Value)name))),
    ]);

    /// <summary>Says that a worker is there and waits for the queue to open.</summary>
    public static void Enter(Transaction transaction, string worker) =>
        transaction.Set(Workers / worker, Value.FromMembers(
            [new("process", Environment.ProcessId), new("state", "working"), new("files", 0)]));

    /// <summary>Hands in what a worker has done, if anything, and gives it its next claim.</summary>
    public static Step Next(Transaction transaction, string worker, FileFact? done)
    {
        bool isAbandoned = transaction.GetNames(Abandoned) is [_, ..];
        string? next = isAbandoned ? transaction.GetNames(Abandoned)[0]
            : transaction.TryGet(Front, out Value front) ? (string)front! : null;
        if (done is null && next is null) return Step.Idle;
        if (next is null && transaction.Exists(PendingKills)) return Step.Postponed;
        if (done is { } fact) HandIn(transaction, worker, fact);
        if (isAbandoned) TakeOver(transaction, worker, next!);
        else if (next is not null) transaction.Remove(Front);
        if (next is null) transaction.Remove(Claims / worker);
        else transaction[Claims / worker] = next;
        if (transaction.Attempt > 1) transaction.Add(Conflicts, transaction.Attempt - 1);
        return new Step(next, IsPostponed: false);
    }

    /// <summary>Frees the claim of a worker that died.</summary>
    /// <returns>The file it had; null when it had none.</returns>
    public static string? GiveUp(Transaction transaction, string worker, bool isPlanned)
    {
        string? file = transaction.TryGet(Claims / worker, out Value claim) ? (string)claim! : null;
        if (file is not null)
        {
            transaction.Remove(Claims / worker);
            transaction[Abandoned / file] = worker;
        }

        transaction[Workers / worker / "state"] = "dead";
        if (!isPlanned) return file;
        if (transaction.Get(PendingKills) == 1) transaction.Remove(PendingKills);
        else transaction.Add(PendingKills, -1);
        return file;
    }

    /// <summary>Marks the inventory as complete.</summary>
    public static void Close(Transaction transaction)
    {
        transaction[IsOpen] = false;
        foreach (string worker in transaction.GetNames(Workers))
        {
            StatePath path = Workers / worker / "state";
            if (transaction[path] == "working") transaction[path] = "done";
        }
    }

    /// <summary>Whether a worker that got nothing has a reason to ask again.</summary>
    public static bool HasNews(Snapshot now, bool isPostponed) =>
        HasWork(now) || (isPostponed ? !now.Exists(PendingKills) : IsDone(now));

    public static bool HasWork(Snapshot now) => now.Exists(Front) || now.Get(Abandoned).Count > 0;

    public static bool IsDone(Snapshot now) => CountDone(now) == (long)now.Get(Total);

    public static long CountDone(StateView now) => (long)now.Get(DoneFiles);

    public static long CountBytes(StateView now) => (long)now.Get(DoneBytes);

    public static long CountConflicts(StateView now) => (long)now.Get(Conflicts);

    /// <summary>Whether nobody has anything left to do.</summary>
    public static bool IsEmpty(Snapshot now) =>
        now.Get(Queue).Count == 0 && now.Get(Claims).Count == 0 && now.Get(Abandoned).Count == 0;

    /// <summary>Counts in how many places the files are; as each is in one, that is the number of files.</summary>
    public static int CountPlaces(Snapshot now) =>
        now.Get(Queue).Count + now.Get(Claims).Count + now.Get(Abandoned).Count + now.Get(Files).Count;

    public static string NameOf(int worker) => worker.ToString(CultureInfo.InvariantCulture);

    // The test is the fence: a worker whose claim was taken from it hands in nothing.
    private static void HandIn(Transaction transaction, string worker, FileFact fact)
    {
        transaction.Test(Claims / worker, fact.Name);
        transaction.Set(Files / fact.Name, fact.ToValue(worker));
        transaction.Add(DoneFiles, 1);
        transaction.Add(DoneBytes, fact.Bytes);
        transaction.Add(Workers / worker / "files", 1);
    }

    private static void TakeOver(Transaction transaction, string worker, string file)
    {
        Value from = transaction.Get(Abandoned / file);
        transaction.Remove(Abandoned / file);
        transaction.Append(Takeovers, Value.FromMembers([new("file", file), new("from", from), new("by", worker)]));
    }
}
