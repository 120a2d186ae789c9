using Holdfast.Cli.Demo.Progress;
using Holdfast.Errors;

namespace Holdfast.Cli.Demo;

/// <summary>The parent's part: fills the queue, starts the workers, follows the state and kills as planned.</summary>
internal sealed class Foreman(State state, DemoOptions options, IProgressView view) : IDisposable
{
    /// <summary>How long the processes may take to start; far more than a loaded machine needs.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private static readonly CommitOptions Author = new() { Author = DemoWords.Author };

    private readonly Crew _crew = new(state, options);

    /// <summary>Works until all files are in.</summary>
    /// <param name="clock">What the time of the work is measured by.</param>
    /// <param name="token">Ends it early.</param>
    /// <returns>How long it took from the opening of the queue to the last result.</returns>
    public async Task<TimeSpan> RunAsync(TimeProvider clock, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task<TimeSpan> work = WorkAsync(clock, either.Token);
        Task first = await Task.WhenAny(work, _crew.Failed).ConfigureAwait(false);
        if (first == work) return await work.ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _crew.Failed.ConfigureAwait(false);
        return default; // Not reached: Failed never ends but by throwing.
    }

    public void Dispose() => _crew.Dispose();

    private async Task<TimeSpan> WorkAsync(TimeProvider clock, CancellationToken token)
    {
        state.ReplaceAll(WorkQueue.Fill(options), Author with { Reason = $"{options.Files.Count} files to do" });
        for (int number = 0; number < options.Workers; number++) _crew.Start();
        await WaitUntilReadyAsync(token).ConfigureAwait(false);
        long start = clock.GetTimestamp();
        Revision opened = state.Set(WorkQueue.IsOpen, Value.True, Author with { Reason = "all workers are ready" });
        await FollowAsync(opened, token).ConfigureAwait(false);
        TimeSpan elapsed = clock.GetElapsedTime(start);
        await _crew.EndAsync(token).ConfigureAwait(false);
        state.Atomic(WorkQueue.Close, Author with { Reason = "all files are in" });
        return elapsed;
    }

    private async Task WaitUntilReadyAsync(CancellationToken token)
    {
        try
        {
            await state.WhenAsync(now => now.Get(WorkQueue.Workers).Count == options.Workers, StartTimeout, token)
                .ConfigureAwait(false);
        }
        catch (HoldfastTimeoutException)
        {
            throw new HoldfastOperationException(
                ErrorCode.Unexpected,
                $"the workers were not ready within {StartTimeout.TotalSeconds} seconds; is the machine busy?");
        }
    }

    private async Task FollowAsync(Revision opened, CancellationToken token)
    {
        using Watch watch = state.Watch(new WatchOptions { From = opened });
        Snapshot now;
        do
        {
            Commit commit = await watch.NextAsync(timeout: null, token).ConfigureAwait(false);
            now = commit.After;
            foreach (Change change in commit.Changes) Tell(change);
            view.Show(WorkQueue.CountDone(now));
            if (IsTimeToKill(now) && _crew.KillOne() is { } killed)
                view.Say($"worker {killed.Worker} (process {killed.ProcessId}) is killed while it has {killed.File}");
        }
        while (!WorkQueue.IsDone(now));
    }

    /// <summary>Spreads the kills evenly over the work; late ones are done at its end at the latest.</summary>
    private bool IsTimeToKill(Snapshot now)
    {
        if (_crew.Killed == options.Kills) return false;
        long due = (long)options.Files.Count * (_crew.Killed + 1) / (options.Kills + 1);
        return WorkQueue.CountDone(now) >= due || !WorkQueue.HasWork(now);
    }

    private void Tell(Change change)
    {
        if (!change.Path.StartsWith(WorkQueue.Takeovers) || change.After is not { Kind: ValueKind.Object } entry)
            return;
        Takeover takeover = Takeover.Read(entry);
        view.Say($"worker {takeover.By} takes over {takeover.File} from worker {takeover.From}");
    }
}
