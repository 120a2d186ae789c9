using Holdfast.Errors;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Keeps the record of a run at a path of a store, where all processes see it and may change it.</summary>
/// <remarks>
/// Numbers. A transition's number is that of the revision on which it was decided, plus one: it is at most the number
///          of its own commit, so a later transition always has a larger one, also after a removal or a rollback.
/// Threads. Records come from the log only, so that each is seen once and in order, whoever asks first.
/// </remarks>
internal sealed class PathRunHome(RunPlace place, string name, RunClock clock) : RunHome
{
    private readonly Lock _lock = new();
    private readonly RunRecord _idle = RunRecord.Idle with { Name = name };
    private RunWatch? _watch;
    private long _seen;
    private bool _isDisposed;

    public override bool IsShared => true;

    private RunPlace Place => place;

    public override StoreProcess Self { get; } = place.Store.Core.Logs.Self;

    public override RunRecord Read() => place.Find(place.Runs) ?? _idle;

    public override bool IsSameAs(RunHome other) => other is PathRunHome home && place.IsSameAs(home.Place);

    public override RunRecord? Fire(RunTrigger trigger, RunStart? only)
    {
        CommitOptions options = new() { Reason = trigger.ToString() };
        Committed<RunRecord?> fired = place.Runs.Atomic(
            transaction =>
            {
                RunRecord record = place.Find(transaction) ?? _idle;
                if (only is not null && only != record.Start) return null;
                record = Decide(record, trigger, transaction.Revision);
                transaction.Set(place.Path, RunForm.ToValue(record));
                return record;
            },
            options);
        CatchUp(fired.Revision.Number);
        return fired.Value;
    }

    public override void Listen(Action<RunRecord> begun)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(RunState));
            if (_watch is not null) return;
            Snapshot now = place.Runs.Snapshot();
            RunRecord record = place.Find(now) ?? _idle;
            _seen = now.Revision.Number;

            // First the watch: it may be refused, and a run that believes it listens would stay deaf.
            _watch = new RunWatch(place, name, new Revision(_seen + 1), Deliver, () => Lost());
            begun(record);
        }
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _watch?.Dispose();
        }
    }

    private RunRecord Decide(RunRecord record, RunTrigger trigger, Revision revision)
    {
        if (record.IsRunning && !RunPlace.IsAlive(place.Store, record.Owner))
            record = trigger == RunTrigger.Start ? record.Buried() : throw Died(record);
        record = record.Fire(trigger, revision.Number + 1, clock.Now, Self);
        return trigger == RunTrigger.Start ? record with { Name = name } : record;
    }

    private HoldfastOperationException Died(RunRecord record) => new(
        ErrorCode.RunDied,
        $"The process {record.Owner?.ProcessId} died while it ran '{name}'; nothing is there to obey. Start it again.");

    private void Deliver(long revision)
    {
        CatchUp(revision);
        Settled();
    }

    /// <summary>Tells of all records up to a revision that were not told of yet.</summary>
    private void CatchUp(long revision)
    {
        lock (_lock)
        {
            if (_watch is null || _isDisposed || revision <= _seen) return;
            try
            {
                HistoryOptions since = new()
                {
                    Path = place.Path,
                    From = new Revision(_seen + 1),
                    To = new Revision(revision),
                };
                foreach (Commit commit in place.Runs.History(since)) Tell(place.Find(commit.After), commit.Revision);
            }
            catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision)
            {
                Snapshot now = place.Runs.Snapshot();
                Tell(place.Find(now), now.Revision);
            }

            _seen = Math.Max(_seen, revision);
        }
    }

    private void Tell(RunRecord? record, Revision revision)
    {
        _seen = revision.Number;
        Changed(record ?? _idle);
    }
}
