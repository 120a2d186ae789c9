using Holdfast.Cli.Demo.Progress;
using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>The parent's part: fills the queue, starts the workers, follows the state and kills as planned.</summary>
internal sealed class Foreman(State state, DemoOptions options, IProgressView view) : IDisposable
{
    /// <summary>How long the processes may take to start; far more than a loaded machine needs.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Crew _crew = new(state, options);
    private readonly WorkQueue _queue = Inventory.QueueOf(state);

    /// <summary>Works until all files are in.</summary>
    /// <param name="clock">What the time of the work is measured by.</param>
    /// <param name="token">Ends it early.</param>
    /// <returns>How long it took from the filling of the queue to the last result.</returns>
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
        state.ReplaceAll(Inventory.Begin(options), new CommitOptions { Reason = $"{options.Files.Count} files to do" });
        for (int number = 0; number < options.Workers; number++) _crew.Start();
        await WaitUntilReadyAsync(token).ConfigureAwait(false);
        long start = clock.GetTimestamp();
        await FollowAsync(token).ConfigureAwait(false);
        TimeSpan elapsed = clock.GetElapsedTime(start);
        await _crew.EndAsync(token).ConfigureAwait(false);
        return elapsed;
    }

    private async Task WaitUntilReadyAsync(CancellationToken token)
    {
        try
        {
            await state.WhenAsync(now => now.Get(Inventory.Workers).Count == options.Workers, StartTimeout, token)
                .ConfigureAwait(false);
        }
        catch (HoldfastTimeoutException)
        {
            throw new HoldfastOperationException(
                ErrorCode.Unexpected,
                $"the workers were not ready within {StartTimeout.TotalSeconds} seconds; is the machine busy?");
        }
    }

    private async Task FollowAsync(CancellationToken token)
    {
        using Watch watch = state.Watch();
        TakeoverReader takeovers = new(_queue);
        _queue.EnqueueAll(options.Files.Select(name => (Value)name));
        Snapshot now;
        do
        {
            Commit commit = await watch.NextAsync(timeout: null, token).ConfigureAwait(false);
            now = commit.After;
            foreach (Takeover takeover in takeovers.Read(commit))
                view.Say($"worker {takeover.By} takes over {takeover.File} from worker {takeover.From}");
            view.Show(Inventory.CountDone(now));
            if (IsTimeToKill(now) && _crew.KillOne() is { } killed)
                view.Say($"worker {killed.Worker} (process {killed.ProcessId}) is killed while it has {killed.File}");
        }
        while (!Inventory.IsDone(now));
    }

    /// <summary>Spreads the kills evenly over the work; late ones are done at its end.</summary>
    private bool IsTimeToKill(Snapshot now)
    {
        if (_crew.Killed == options.Kills) return false;
        long due = (long)options.Files.Count * (_crew.Killed + 1) / (options.Kills + 1);
        return Inventory.CountDone(now) >= due || _queue.Count(now).Ready == 0;
    }
}
