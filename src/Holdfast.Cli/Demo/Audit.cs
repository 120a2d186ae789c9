using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>Checks a finished inventory: against a plain pass over the files, and against its own history.</summary>
internal sealed class Audit(WorkQueue queue)
{
    /// <summary>At most this many lines say what is wrong; the rest would say the same.</summary>
    private const int MostProblems = 10;

    private readonly List<string> _problems = [];
    private readonly List<Takeover> _takeovers = [];

    /// <summary>What does not add up; none: all is well.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Which files went from a worker that died to another.</summary>
    public IReadOnlyList<Takeover> Takeovers => _takeovers;

    /// <summary>How many commits there were from the first to the end.</summary>
    public int Commits { get; private set; }

    /// <summary>How many files could not be read, by the workers and by the plain pass alike.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Looks at everything once.</summary>
    /// <param name="state">Where the history is.</param>
    /// <param name="options">What was to be done.</param>
    /// <param name="first">The first commit.</param>
    /// <param name="end">The state when all was done.</param>
    /// <param name="token">Ends it early.</param>
    public static Audit Of(State state, DemoOptions options, Revision first, Snapshot end, CancellationToken token)
    {
        Audit audit = new(Inventory.QueueOf(state));
        audit.CheckFiles(options, end, token);
        audit.CheckHistory(
            state.History(new HistoryOptions { From = first, To = end.Revision }), options.Files.Count, token);
        audit.CheckEnd(options, end);
        return audit;
    }

    /// <summary>Notes a problem unless a condition holds.</summary>
    public void Expect(bool holds, string problem)
    {
        if (!holds && _problems.Count < MostProblems) _problems.Add(problem);
    }

    private void CheckFiles(DemoOptions options, Snapshot end, CancellationToken token)
    {
        long bytes = 0;
        foreach (string name in options.Files)
        {
            token.ThrowIfCancellationRequested();
            FileFact plain = FileFact.Of(options.Input, name);
            bytes += plain.Bytes;
            if (!plain.IsRead) Unreadable++;
            if (!end.TryGet(Inventory.Files / name, out Value entry)) Expect(false, $"{name} is not in the inventory");
            else if (FileFact.From(name, entry) is var found && found != plain)
                Expect(false, $"{name} has {found} in the inventory, {plain} in a plain pass; did it change?");
        }

        long counted = Inventory.CountBytes(end);
        Expect(counted == bytes, $"the inventory counted {counted} bytes, and a plain pass {bytes}");
    }

    private void CheckEnd(DemoOptions options, Snapshot end)
    {
        int entries = end.Get(Inventory.Files).Count;
        long counted = Inventory.CountDone(end);
        int kills = options.Kills;
        Expect(entries == options.Files.Count, $"the inventory has {entries} entries for {options.Files.Count} files");
        Expect(counted == options.Files.Count, $"{counted} results were counted for {options.Files.Count} files");
        Expect(Inventory.CountQueued(end, queue) == 0, "a file is still in the queue");
        Expect(
            _takeovers.Count >= kills, $"{kills} workers were killed, and {_takeovers.Count} claims were taken over");
    }

    /// <summary>
    /// Once the queue is filled, each file has to be in exactly one place at each revision, and each result to come
    /// once.
    /// </summary>
    private void CheckHistory(IEnumerable<Commit> commits, int files, CancellationToken token)
    {
        int results = 0;
        bool isFilled = false;
        TakeoverReader takeovers = new(queue);
        foreach (Commit commit in commits)
        {
            token.ThrowIfCancellationRequested();
            Commits++;
            results += commit.Changes.Count(IsResult);
            _takeovers.AddRange(takeovers.Read(commit));
            int places = Inventory.CountPlaces(commit.After, queue);
            isFilled |= places > 0;
            Expect(
                places == files || !isFilled,
                $"at revision {commit.Revision} there are {places} places for {files} files");
        }

        Expect(results == files, $"{results} results were handed in for {files} files");
    }

    private static bool IsResult(Change change) => change.Path.Count == 2 && change.Path.StartsWith(Inventory.Files);
}
