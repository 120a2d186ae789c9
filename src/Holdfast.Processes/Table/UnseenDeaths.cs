using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Table;

/// <summary>
/// Finds that a process which the table or a run names has died, though nobody may be left to write it down.
/// </summary>
/// <remarks>
/// One whose maker lives has a while in which that says how it ended, which is a commit and no unseen death.
/// Threads. <see cref="Remember"/> any, one at a time; <see cref="HasOneDied"/> that of the death watch.
/// </remarks>
internal sealed class UnseenDeaths(Store store)
{
    private readonly ProcessTable _table = new(store);
    private readonly State _runs = store.GetReserved(RunPlace.Namespace);
    private volatile List<Known> _known = [];

    /// <summary>Begins anew with those that live now; to be called before they are listed.</summary>
    public void Remember()
    {
        List<Known> named =
        [
            .. _table.List().Where(record => !record.IsOver)
                .Select(record => new Known(record.Self ?? record.Maker, record.Maker)),
            .. _runs.Snapshot().Root.Members.SelectMany(space => space.Value.Members)
                .Select(run => RunForm.ToRecord(run.Value))
                .Where(run => run is { IsRunning: true, Owner: not null })
                .Select(run => new Known(run.Owner!, run.Owner!)),
        ];
        LivingProcesses living = LivingProcesses.Of(store);
        _known = [.. named.Where(known => living.Contains(known.Process))];
    }

    /// <summary>Whether one of them has died; said once.</summary>
    public bool HasOneDied(LivingProcesses living)
    {
        List<Known> known = _known;
        if (!known.Exists(each => each.HasDied(living))) return false;
        known.Clear();
        return true;
    }

    private sealed class Known(StoreProcess process, StoreProcess maker)
    {
        private MakerPatience _patience;

        public StoreProcess Process => process;

        public bool HasDied(LivingProcesses living) =>
            !living.Contains(process) && _patience.IsOver(maker, living);
    }
}
