namespace Holdfast.Lifecycle.Runs;

/// <summary>Makes what is shown of runs from their records, at one moment.</summary>
/// <param name="alive">The processes that have the store open.</param>
/// <param name="now">The moment.</param>
internal sealed class RunListing(IReadOnlyList<StoreProcess> alive, DateTimeOffset now)
{
    public RunStatus ToStatus(string space, string path, RunRecord record)
    {
        bool isAlive = IsAlive(record);
        DateTimeOffset until = record.IsRunning && !isAlive ? record.Time : now;
        return new RunStatus
        {
            Namespace = space,
            Path = StatePath.Parse(path),
            Name = record.Name ?? path,
            Phase = record.Phase,
            IsCancelled = record.IsCancelled,
            IsAlive = isAlive,
            ProcessId = record.Owner?.ProcessId,
            StartTime = record.Started,
            StopTime = record.Stopped,
            RunTime = record.RunTime(until),
            PausedTime = record.PausedTime(until),
            TotalTime = record.TotalTime(until),
            Starts = record.Starts,
        };
    }

    /// <summary>Finds the runs that are over, in the document of all runs.</summary>
    public IEnumerable<StatePath> FindEnded(Value runs) =>
        from space in runs.Members
        from run in space.Value.Members
        let record = RunForm.ToRecord(run.Value)
        where !record.IsRunning || !IsAlive(record)
        select StatePath.Root / space.Key / run.Key;

    private bool IsAlive(RunRecord record) => record.Owner is { } owner && alive.Contains(owner);
}
