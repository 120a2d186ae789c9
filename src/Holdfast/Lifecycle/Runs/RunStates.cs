using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Runs that are recorded in a store, so that other processes see and control them.</summary>
public static class RunStates
{
    /// <summary>Gives the run at a path, which every process that asks for the same path shares.</summary>
    /// <param name="state">The state whose path it is.</param>
    /// <param name="path">The path; nothing is stored there: the record is in a namespace of Holdfast's own.</param>
    /// <param name="options">How this process treats it; null: the defaults.</param>
    /// <param name="name">Its name, for people; null: the path.</param>
    /// <remarks>
    /// Shape.      Each transition is one commit. It belongs to the process that started it last; when that dies, the
    ///             run can be started again, and cannot be controlled until then.
    /// Durability. As the store's commits.
    /// Cost.       Nothing is written before it is used. A worker, a token and an observer need one watch.
    /// </remarks>
    public static RunState GetRunState(
        this State state, StatePath path, RunStateOptions? options = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        RunPlace place = RunPlace.Of(state, path);
        return new RunState(
            name ?? place.Find(place.Runs)?.Name ?? state.Path.Concat(path).ToString(),
            options,
            (name, clock) => new PathRunHome(place, name, clock));
    }

    /// <summary>Looks how it is with the run at a path.</summary>
    /// <returns>False when no run was ever recorded there.</returns>
    public static bool TryGetRunStatus(this State state, StatePath path, [NotNullWhen(true)] out RunStatus? status)
    {
        ArgumentNullException.ThrowIfNull(state);
        RunPlace place = RunPlace.Of(state, path);

        // Who lives is asked last, as below.
        RunRecord? record = place.Find(place.Runs);
        status = record is null
            ? null
            : ListingNow(state.Store).ToStatus(state.Name, state.Path.Concat(path).ToString(), record);
        return status is not null;
    }

    /// <summary>Gives all runs that are recorded in a store, with the times as they are now.</summary>
    public static IReadOnlyList<RunStatus> GetRuns(this Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        State runs = store.GetReserved(RunPlace.Namespace);

        // Who lives is asked last: an owner that the kernel does not name then has died, and did not just come.
        Snapshot recorded = runs.Snapshot();
        RunListing listing = ListingNow(store);
        return [.. recorded.Root.Members.SelectMany(space => space.Value.Members
            .Select(run => listing.ToStatus(space.Key, run.Key, RunForm.ToRecord(run.Value))))];
    }

    /// <summary>Removes the records of runs that are over: that were stopped, or whose process died.</summary>
    /// <returns>How many there were.</returns>
    public static int ForgetEndedRuns(this Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        State runs = store.GetReserved(RunPlace.Namespace);
        return runs.Atomic(transaction =>
        {
            if (!transaction.TryGet(StatePath.Root, out Value all)) return 0;
            RunListing listing = ListingNow(store);
            List<StatePath> ended = [.. listing.FindEnded(all)];
            ended.ForEach(path => transaction.Remove(path));
            return ended.Count;
        }).Value;
    }

    private static RunListing ListingNow(Store store) =>
        new(store.Core.Logs.GetProcesses(), store.Options.TimeProvider.GetUtcNow());
}
