using System.Globalization;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>What the processes of a demonstration share: a queue of files, the results, and who works.</summary>
/// <remarks>
/// Shape.   <c>/queue</c>: the work queue; its items are names of files. <c>/files/NAME</c>: the result.
///          <c>/totals</c>: sums of the results. <c>/workers/W</c>: process, state and counts of a worker.
/// Results. A result and the end of its item are one commit: at each revision a file is in the queue or among the
///          results, and not in both.
/// Kills.   While <c>/pendingKills</c> is there, a worker hands in only after it has seen a file that nobody has, since
///          it claimed its own. So the queue cannot run out: whoever claims that file has to see yet another. A kill
///          hits a claim however few files there are and however late it comes.
/// </remarks>
internal static class Inventory
{
    private static readonly StatePath QueuePath = StatePath.Parse("/queue");
    private static readonly StatePath PendingKills = StatePath.Parse("/pendingKills");
    private static readonly StatePath DoneBytes = StatePath.Parse("/totals/bytes");

    // A file whose workers are killed again and again is as good as any other.
    private static readonly WorkQueueOptions QueueOptions = new() { MaxAttempts = int.MaxValue };

    public static StatePath Input { get; } = StatePath.Parse("/input");

    public static StatePath Files { get; } = StatePath.Parse("/files");

    public static StatePath Workers { get; } = StatePath.Parse("/workers");

    public static StatePath Total { get; } = StatePath.Parse("/total");

    public static StatePath DoneFiles { get; } = StatePath.Parse("/totals/files");

    public static WorkQueue QueueOf(State state) => state.GetQueue(QueuePath, QueueOptions);

    /// <summary>Gives the document to begin with, in which no file is queued yet.</summary>
    public static Value Begin(DemoOptions options) => Value.FromMembers(
    [
        new("input", options.Input),
        new("total", options.Files.Count),
        new("totals", Value.FromMembers([new("files", 0), new("bytes", 0)])),
        new("workers", Value.EmptyObject),
        .. options.Kills == 0 ? [] : new KeyValuePair<string, Value>[] { new("pendingKills", options.Kills) },
        new("files", Value.EmptyObject),
    ]);

    /// <summary>Says that a worker is there and waits for files.</summary>
    public static void Enter(Transaction transaction, string worker) =>
        transaction.Set(Workers / worker, Value.FromMembers(
        [
            new("process", Environment.ProcessId),
            new("state", "working"),
            new("files", 0),
            new("conflicts", 0),
        ]));

    /// <summary>Hands in a result, in the commit that ends its item.</summary>
    /// <param name="transaction">That commit.</param>
    /// <param name="worker">Whose result it is.</param>
    /// <param name="fact">The result.</param>
    /// <param name="conflicts">How often this worker was not the first at a file, so far.</param>
    public static void HandIn(Transaction transaction, string worker, FileFact fact, long conflicts)
    {
        transaction.Set(Files / fact.Name, fact.ToValue(worker));
        transaction.Add(DoneFiles, 1);
        transaction.Add(DoneBytes, fact.Bytes);
        transaction.Add(Workers / worker / "files", 1);
        transaction.Set(Workers / worker / "conflicts", conflicts);
    }

    /// <summary>Whether a worker may hand in, with a claim that it already had before this moment.</summary>
    public static bool MayHandIn(Snapshot now, WorkQueue queue) =>
        !now.Exists(PendingKills) || queue.Count(now).Ready > 0;

    /// <summary>Says that a worker has nothing left to do.</summary>
    public static void Leave(Transaction transaction, string worker) =>
        transaction[Workers / worker / "state"] = "done";

    /// <summary>Says that a worker was killed, by plan or by somebody else.</summary>
    public static void Bury(Transaction transaction, string worker, bool isPlanned)
    {
        transaction[Workers / worker / "state"] = "dead";
        if (!isPlanned) return;
        if (transaction.Get(PendingKills) == 1) transaction.Remove(PendingKills);
        else transaction.Add(PendingKills, -1);
    }

    public static bool IsDone(StateView now) => CountDone(now) == (long)now.Get(Total);

    public static long CountDone(StateView now) => (long)now.Get(DoneFiles);

    public static long CountBytes(StateView now) => (long)now.Get(DoneBytes);

    public static long CountConflicts(StateView now) =>
        now.Get(Workers).Members.Sum(worker => (long)worker.Value["conflicts"]);

    /// <summary>Counts in how many places the files are; as each is in one, that is the number of files.</summary>
    public static int CountPlaces(Snapshot now, WorkQueue queue) => CountQueued(now, queue) + now.Get(Files).Count;

    public static int CountQueued(Snapshot now, WorkQueue queue)
    {
        WorkQueueCounts counts = queue.Count(now);
        return counts.Ready + counts.Claimed + counts.Delayed + counts.Dead;
    }

    public static string NameOf(int worker) => worker.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gives the name of the worker that a process is; null when it is none.</summary>
    public static string? FindName(StateView now, int process) =>
        now.Get(Workers).Members.LastOrDefault(worker => worker.Value["process"] == process).Key;
}
