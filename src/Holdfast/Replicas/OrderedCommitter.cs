using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Commits;
using Holdfast.Logs;
using Holdfast.Timing;

namespace Holdfast.Replicas;

/// <summary>
/// Commits to a log that orders first: the proposal gets its place, and this replica decides it on reading, like every
/// other.
/// </summary>
/// <remarks>Threads. Any.</remarks>
[SuppressMessage("Reliability", "CA1001",
    Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class OrderedCommitter : Committer
{
    private readonly Replica _replica;
    private readonly OrderedLog _log;
    private readonly ConcurrentDictionary<(uint Session, long Number), TaskCompletionSource<Outcome>> _undecided =
        new();
    private readonly SemaphoreSlim _append = new(1, 1);
    private readonly PayloadWriter _payload = new();
    private TaskCompletionSource _released = NewSource();
    private long _numbers;

    public OrderedCommitter(Replica replica, OrderedLog log)
    {
        (_replica, _log) = (replica, log);
        Turn = new Turn(log: null, OnTurnReleased);
    }

    public override Turn Turn { get; }

    public override Outcome Submit(in Submission submission) =>
        SubmitAsync(submission).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<Outcome> SubmitAsync(Submission submission)
    {
        long number = Interlocked.Increment(ref _numbers);
        (uint, long) key = (submission.Proposal.Writer.Session, number);
        var decided = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _undecided[key] = decided;
        try
        {
            LogPosition position = await AppendAsync(submission, number).ConfigureAwait(false);
            _replica.CatchUp();
            Outcome outcome = await decided.Task.ConfigureAwait(false);
            if (submission.IsDurable)
                await _log.FlushAsync(position, submission.Token).ConfigureAwait(false);

            return outcome;
        }
        finally
        {
            _undecided.TryRemove(key, out _);
        }
    }

    public override void Settle(TimeSpan timeout, CancellationToken token)
    {
        if (!_append.Wait(timeout, token)) throw Turn.TimedOut(timeout);

        _append.Release();
        _replica.CatchUp();
    }

    public override void OnDecided(Writer writer, long number, Decision decision, Commit? commit)
    {
        if (_undecided.TryGetValue((writer.Session, number), out TaskCompletionSource<Outcome>? source))
        {
            long revision = commit?.Origin.Revision ?? _replica.Applied.Revision;
            source.TrySetResult(new Outcome(commit, decision.Rejection, revision));
        }
    }

    private async ValueTask<LogPosition> AppendAsync(Submission submission, long number)
    {
        Deadline deadline = Deadline.After(submission.Timeout);
        while (true)
        {
            if (!await _append.WaitAsync(deadline.Rest, submission.Token).ConfigureAwait(false))
                throw Turn.TimedOut(submission.Timeout);

            Task released;
            try
            {
                released = _released.Task;
                if (!Turn.IsHeldByOther(submission.Turn, out TimeSpan _))
                {
                    _payload.Clear();
                    ProposalFormat.Write(_payload, submission.Proposal, number);
                    return await _log.AppendAsync(_payload.WrittenMemory, submission.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                _append.Release();
            }

            await WaitForTurnAsync(submission, deadline, released).ConfigureAwait(false);
        }
    }

    private async Task WaitForTurnAsync(Submission submission, Deadline deadline, Task released)
    {
        Turn.IsHeldByOther(submission.Turn, out TimeSpan rest);
        try
        {
            await released.WaitAsync(deadline.RestWithin(rest), submission.Token).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!deadline.IsOver)
        {
            // The turn's limit is over before this writer's patience: it need not be honoured any more.
        }
        catch (TimeoutException)
        {
            throw Turn.TimedOut(submission.Timeout);
        }
    }

    private void OnTurnReleased() => Interlocked.Exchange(ref _released, NewSource()).SetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
