using System.Runtime.CompilerServices;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Liveness;
using Holdfast.Processes.Table;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <summary>The processes that were started on a store, seen from any process that has it open.</summary>
public static class StoredProcesses
{
    /// <summary>Lists all processes that are known, in the order in which they were made.</summary>
    /// <remarks>Shape. Those that have ended stay until they are forgotten, at least the newest 1,000.</remarks>
    public static IReadOnlyList<ProcessStatus> GetProcesses(this Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        // Who lives is asked last: one that the table names and the kernel does not has died, and did not just come.
        IReadOnlyList<ProcessRecord> records = new ProcessTable(store).List();
        ILookup<string, RunPhase> runs = store.GetRuns()
            .Where(run => run.Namespace == ProcessTable.Namespace)
            .ToLookup(run => run.Path.ToString(), run => run.Phase);
        LivingProcesses living = LivingProcesses.Of(store);
        return [.. records.Select(record => ProcessStatus.Of(record, living, RunOf(record.Id)))];

        RunPhase? RunOf(string id) => runs[ProcessTable.PathOf(id).ToString()].Cast<RunPhase?>().FirstOrDefault();
    }

    /// <summary>Lists them now, and again after each change of one of them, and after each death.</summary>
    /// <remarks>
    /// Shape. Changes that come together are one. A death that its maker cannot write down (it is dead too, is stopped,
    ///        or has no room) is told by the kernel's word, a tenth of a second later or so; a maker that lives has a
    ///        second to say how it was.
    /// </remarks>
    public static async IAsyncEnumerable<IReadOnlyList<ProcessStatus>> WatchProcesses(
        this Store store, [EnumeratorCancellation] CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        UnseenDeaths deaths = new(store);
        using PathWait processes = new(store.GetReserved(ProcessTable.Namespace), deaths.HasOneDied);
        using PathWait runs = new(store.GetReserved(RunPlace.Namespace), isTime: null);
        while (true)
        {
            deaths.Remember();
            yield return store.GetProcesses();
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(token);
            Deadline never = Deadline.Of(null);
            Task[] waits = [processes.WaitAsync(never, either.Token), runs.WaitAsync(never, either.Token)];
            Task first = await Task.WhenAny(waits).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);

            // The other too: a wait that ends late would take a wake that comes after the next look.
            await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first.ConfigureAwait(false);
        }
    }

    /// <summary>Finds a process by its id, or by its name.</summary>
    /// <param name="store">The store whose table has it.</param>
    /// <param name="idOrName">
    /// The id; or the name, of which the newest that has not ended is meant, or else the newest.
    /// </param>
    /// <exception cref="Errors.HoldfastOperationException">UnknownProcess.</exception>
    public static StoredProcess FindProcess(this Store store, string idOrName)
    {
        ArgumentException.ThrowIfNullOrEmpty(idOrName);
        IReadOnlyList<ProcessStatus> all = store.GetProcesses();
        ProcessStatus found = all.FirstOrDefault(process => process.Id == idOrName)
            ?? all.LastOrDefault(process => process.Name == idOrName && !process.IsOver)
            ?? all.LastOrDefault(process => process.Name == idOrName)
            ?? throw new Errors.HoldfastOperationException(
                Errors.ErrorCode.UnknownProcess,
                $"No process has the id or the name '{idOrName}'; look with 'holdfast ps' which there are.");
        return new StoredProcess(store, found);
    }

    /// <summary>Forgets the processes that have ended, with their runs.</summary>
    /// <remarks>Shape. One that has died stays while its maker lives, which may just be writing down how.</remarks>
    /// <returns>How many there were.</returns>
    public static int ForgetEndedProcesses(this Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        ProcessTable table = new(store);
        IReadOnlyList<ProcessRecord> all = table.List();
        LivingProcesses living = LivingProcesses.Of(store);
        int count = table.Forget(
            [.. all.Where(record => ProcessTable.IsOver(record, living)).Select(record => record.Id)]);
        new ProcessRuns(table.State).ForgetLeft();
        return count;
    }
}
