using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Table;

/// <summary>The runs of the processes of a table, which are recorded with all other runs of the store.</summary>
/// <remarks>
/// They are in another namespace than the table, so a process and its run are forgotten by two commits: first the
/// process. A crash between them leaves a run without a process, which <see cref="ForgetLeft"/> finds.
/// Threads. Any.
/// </remarks>
internal sealed class ProcessRuns(State table)
{
    private readonly State _runs = table.Store.GetReserved(RunPlace.Namespace);

    /// <summary>Forgets those of some processes that were forgotten, now or as soon as it can be.</summary>
    public void Forget(IEnumerable<string> ids) =>
        Forget([.. ids.Select(id => RunPlace.Of(table, ProcessTable.PathOf(id)).Path)]);

    /// <summary>Forgets those that are over and whose processes the table does not have.</summary>
    public void ForgetLeft()
    {
        if (!_runs.TryGet(StatePath.Root / table.Name, out Value runs)) return;
        (StatePath Path, RunRecord Record)[] left =
        [
            .. runs.Members.Where(run => !table.Exists(StatePath.Parse(run.Key)))
                .Select(run => (StatePath.Root / table.Name / run.Key, RunForm.ToRecord(run.Value))),
        ];
        LivingProcesses living = LivingProcesses.Of(table.Store);
        Forget([.. left.Where(run => !IsOn(run.Record, living)).Select(run => run.Path)]);
    }

    private void Forget(StatePath[] paths)
    {
        // Most processes have none, and nothing is to be committed for those.
        StatePath[] recorded = [.. paths.Where(path => _runs.Exists(path))];
        if (recorded.Length == 0) return;
        LateCommit.Make(_runs, transaction => Array.ForEach(recorded, path => transaction.Remove(path)));
    }

    private static bool IsOn(RunRecord run, LivingProcesses living) =>
        run is { IsRunning: true, Owner: { } owner } && living.Contains(owner);
}
