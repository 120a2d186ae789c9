namespace Holdfast.Cli.Demo;

/// <summary>Checks a finished inventory: against a plain pass over the files, and against its own history.</summary>
internal sealed class Audit
{
    /// <summary>What is wrong is told in so many lines; the rest would say the same.</summary>
    private const int MostProblems = 10;

    private readonly List<string> _problems = [];

    /// <summary>What does not add up; none: all is well.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How many commits there were from the filling of the queue to the end.</summary>
    public int Commits { get; private set; }

    /// <summary>How many files could not be read, by the workers and by the plain pass alike.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Looks at everything once.</summary>
    /// <param name="state">Where the history is.</param>
    /// <param name="options">What was to be done.</param>
    /// <param name="first">The commit that filled the queue.</param>
    /// <param name="end">The state when all was done.</param>
    /// <param name="token">Ends it early.</param>
    public static Audit Of(State state, DemoOptions options, Revision first, Snapshot end, CancellationToken token)
    {
        Audit audit = new();
        audit.CheckFiles(options, end, token);
        audit.CheckEnd(options, end);
        audit.CheckHistory(
            state.History(new HistoryOptions { From = first, To = end.Revision }), options.Files.Count, token);
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
            if (!end.TryGet(WorkQueue.Files / name, out Value entry)) Expect(false, $"{name} is not in the inventory");
            else if (FileFact.From(name, entry) is var found && found != plain)
                Expect(false, $"{name} has {found} in the inventory, {plain} in a plain pass; did it change?");
        }

        long counted = WorkQueue.CountBytes(end);
        Expect(counted == bytes, $"the inventory counted {counted} bytes, and a plain pass {bytes}");
    }

    private void CheckEnd(DemoOptions options, Snapshot end)
    {
        int entries = end.Get(WorkQueue.Files).Count;
        long counted = WorkQueue.CountDone(end);
        int takeovers = Takeover.ReadAll(end).Count;
        int kills = options.Kills;
        Expect(entries == options.Files.Count, $"the inventory has {entries} entries for {options.Files.Count} files");
        Expect(counted == options.Files.Count, $"{counted} results were counted for {options.Files.Count} files");
        Expect(WorkQueue.IsEmpty(end), "a file is still queued, claimed or abandoned");
        Expect(takeovers >= kills, $"{kills} workers were killed, and {takeovers} claims were taken over");
    }

    /// <summary>At each revision each file has to be in exactly one place, and each result to come once.</summary>
    private void CheckHistory(IEnumerable<Commit> commits, int files, CancellationToken token)
    {
        int results = 0;
        foreach (Commit commit in commits)
        {
            token.ThrowIfCancellationRequested();
            Commits++;
            results += commit.Changes.Count(IsResult);
            int places = WorkQueue.CountPlaces(commit.After);
            Expect(places == files, $"at revision {commit.Revision} there are {places} places for {files} files");
        }

        Expect(results == files, $"{results} results were handed in for {files} files");
    }

    private static bool IsResult(Change change) => change.Path.Count == 2 && change.Path.StartsWith(WorkQueue.Files);
}
