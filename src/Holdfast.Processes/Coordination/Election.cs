using System.Runtime.CompilerServices;
using Holdfast.Timing;

namespace Holdfast.Processes.Coordination;

/// <summary>Makes one of all who stand the leader, until it gives up the lead or its process ends.</summary>
/// <remarks>
/// Who stands waits in line. <see cref="Hold.Lost"/> tells a leader of the loss, <see cref="WatchLeaderAsync"/> tells
/// everybody of each change; what a leader does is fenced by <see cref="Hold.FencingToken"/>.
/// Threads. Any. Source. The verbs are those of etcd's election: campaign, resign, leader, observe.
/// </remarks>
public sealed class Election
{
    private readonly Gate _gate;

    internal Election(State state, StatePath path, TimeSpan? timeToLive)
    {
        if (timeToLive is { } time) ArgumentOutOfRangeException.ThrowIfLessThan(time, Lease.ShortestTime);
        GateRules rules = new(new GateRecord(path), capacity: 1, timeToLive, isKept: false);
        _gate = new Gate(state, rules, "lead", timeToLive);
    }

    /// <summary>Waits until this candidate leads.</summary>
    /// <param name="about">What others learn of it, such as its name or address; null: nothing.</param>
    /// <param name="timeout">How long to wait in total; null: without end.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>The lead; disposing of it gives it up.</returns>
    /// <exception cref="HoldTimeoutException">HoldTimedOut, naming who leads.</exception>
    public Hold Lead(Value? about = null, TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.Take(1, about, timeout, token);

    /// <inheritdoc cref="Lead"/>
    public Task<Hold> LeadAsync(Value? about = null, TimeSpan? timeout = null, CancellationToken token = default) =>
        _gate.TakeAsync(1, about, timeout, token);

    /// <summary>Leads if nobody does and nobody waits; else null.</summary>
    public Hold? TryLead(Value? about = null) => _gate.TryTake(1, about);

    /// <summary>
    /// Stands again and again until the token ends it, and runs a function each time that this candidate leads.
    /// </summary>
    /// <param name="whileLeading">
    /// Told of the gain by being called, and of the loss by its token, which the end of this method cancels too. When
    /// it returns, the lead is given up and the candidate stands at the end of the line.
    /// </param>
    /// <param name="about">What others learn of it; null: nothing.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public async Task RunAsync(
        Func<Hold, CancellationToken, Task> whileLeading, Value? about = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(whileLeading);
        while (true)
        {
            Hold lead = await LeadAsync(about, timeout: null, token).ConfigureAwait(false);
            await using (lead.ConfigureAwait(false))
            {
                using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(token, lead.Lost);
                try
                {
                    await whileLeading(lead, end.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (lead.Lost.IsCancellationRequested)
                {
                    // Lost, and it stopped as it should: it stands again.
                }
            }
        }
    }

    /// <summary>Says who leads and lives; null: nobody at this moment.</summary>
    public Holder? GetLeader() => _gate.GetHolders() is [var leader, ..] ? leader : null;

    /// <summary>Gives the leader as it is now, then each change; null: nobody leads at that moment.</summary>
    public async IAsyncEnumerable<Holder?> WatchLeaderAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        Holder? last = null;
        bool isFirst = true;
        using PathWait changes = _gate.WatchHolders(() => last);
        while (true)
        {
            Holder? leader = GetLeader();
            if (isFirst || leader?.FencingToken != last?.FencingToken)
            {
                (last, isFirst) = (leader, false);
                yield return leader;
            }

            await changes.WaitAsync(Deadline.Of(null), token).ConfigureAwait(false);
        }
    }
}
