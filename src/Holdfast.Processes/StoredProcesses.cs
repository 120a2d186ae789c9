using System.Runtime.CompilerServices;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Table;

namespace Holdfast.Processes;

/// <summary>The processes that were started on a store, seen from any process that has it open.</summary>
public static class StoredProcesses
{
    /// <summary>Lists all processes that are known, in the order in which they were made.</summary>
    /// <remarks>Shape. Those that have ended stay until they are forgotten, the newest 1,000 at the least.</remarks>
    public static IReadOnlyList<ProcessStatus> GetProcesses(this Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        ILookup<string, RunPhase> runs = store.GetRuns()
            .Where(run => run.Namespace == ProcessTable.Namespace)
            .ToLookup(run => run.Path.ToString(), run => run.Phase);
        IReadOnlyList<StoreProcess> alive = store.GetStatus().Processes;
        return [.. new ProcessTable(store).List().Select(record => ProcessStatus.Of(
            record, alive, runs[ProcessTable.PathOf(record.Id).ToString()].Cast<RunPhase?>().FirstOrDefault()))];
    }

    /// <summary>Lists them now, and again after each change of one of them.</summary>
    /// <remarks>
    /// Shape. Changes that come together are one. The death of a process that nobody sees is no change.
    /// </remarks>
    public static async IAsyncEnumerable<IReadOnlyList<ProcessStatus>> WatchProcesses(
        this Store store, [EnumeratorCancellation] CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        using Watch processes = store.GetReserved(ProcessTable.Namespace).Watch();
        using Watch runs = store.GetReserved(RunPlace.Namespace).Watch();
        while (true)
        {
            yield return store.GetProcesses();
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(token);
            Task first = await Task.WhenAny(
                processes.NextAsync(token: either.Token).AsTask(), runs.NextAsync(token: either.Token).AsTask())
                .ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
            await first.ConfigureAwait(false);
            processes.GoLive();
            runs.GoLive();
        }
    }

    /// <summary>Finds a process by its id, or by its name.</summary>
    /// <param name="store">The store.</param>
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

    /// <summary>Forgets the processes that have ended.</summary>
    /// <returns>How many there were.</returns>
    public static int ForgetEndedProcesses(this Store store)
    {
        IEnumerable<ProcessStatus> ended = store.GetProcesses().Where(process => process.IsOver);
        return new ProcessTable(store).Forget([.. ended.Select(process => process.Id)]);
    }
}
