using Holdfast.Documents.Objects;
using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Coordination;

/// <summary>Knows when a queue has something to take back, without looking at all its members each time.</summary>
/// <remarks>
/// It remembers who has claims and the earliest times, and looks only at what changed since: whatever the tree of
/// members shares with the one that was looked at last is passed over. A claim that goes away leaves a time that is too
/// early or a worker too many: it looks at all claims when that would make it say yes.
/// Threads. Any.
/// Cost.    What changed since the last time; all claims once the time of one has come or a worker has died.
/// </remarks>
internal sealed class SweepTime(QueueRecord record)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;
    private static readonly DateTimeOffset AtOnce = DateTimeOffset.MinValue;

    private readonly Lock _lock = new();
    private readonly HashSet<StoreProcess> _workers = [];
    private readonly DueItems _dueItems = new();
    private ObjectNode _claims = ObjectNode.Empty;
    private DateTimeOffset _firstEnd = Never;

    /// <summary>Whether a worker has died, or the time of a claim or of a delayed item has come.</summary>
    public bool HasCome(StateView view, DateTimeOffset now, LivingProcesses living)
    {
        ObjectNode claims = MembersOf(view, record.Claims);
        ObjectNode delayed = MembersOf(view, record.Delayed);
        lock (_lock)
        {
            bool isDue = _dueItems.HasCome(delayed, now);

            // Where nobody has a claim, the kernel need not be asked who lives: such queues claim the most.
            if (claims.Count == 0) ForgetClaims();
            LearnClaims(_claims.Root, claims);
            if (HasClaimEnded(now, living))
            {
                ForgetClaims();
                LearnClaims(before: null, claims);
                if (HasClaimEnded(now, living)) return true;
            }

            return isDue;
        }
    }

    /// <summary>Whether a claim may have ended, of those that were there at the last look.</summary>
    public bool MayClaimsHaveEnded(DateTimeOffset now, LivingProcesses living)
    {
        lock (_lock) return HasClaimEnded(now, living);
    }

    /// <summary>Gives the names of delayed items that were due at the last look; some may be gone.</summary>
    public List<byte[]> FindDue(DateTimeOffset now, int most)
    {
        lock (_lock) return _dueItems.Find(now, most);
    }

    private void ForgetClaims()
    {
        _workers.Clear();
        _firstEnd = Never;
    }

    private bool HasClaimEnded(DateTimeOffset now, LivingProcesses living) =>
        _firstEnd <= now || _workers.Any(worker => !living.Contains(worker));

    private void LearnClaims(object? before, ObjectNode claims)
    {
        ObjectChanges.Visit(before, claims.Root, this, static (in ObjectEntry entry, SweepTime self) =>
        {
            Value claim = new(entry.Value);
            StoreProcess? worker = HolderId.ProcessOf(QueueRecord.HolderOf(claim));
            if (worker is not null) self._workers.Add(worker);
            DateTimeOffset end = worker is null ? AtOnce : QueueRecord.UntilOf(claim) ?? Never;
            if (end < self._firstEnd) self._firstEnd = end;
        });
        _claims = claims;
    }

    private static ObjectNode MembersOf(StateView view, StatePath path) =>
        view.TryGet(path, out Value members) && members.Node is ObjectNode node ? node : ObjectNode.Empty;
}
