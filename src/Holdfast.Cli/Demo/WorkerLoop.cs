namespace Holdfast.Cli.Demo;

/// <summary>The work of one worker process: claim a file, hash it, hand in the result, until all are done.</summary>
internal static class WorkerLoop
{
    public static void Run(State state, string worker)
    {
        CommitOptions options = new() { Author = "worker " + worker };
        state.Atomic(transaction => WorkQueue.Enter(transaction, worker), options with { Reason = "ready" });
        state.WhenAvailableAsync(WorkQueue.IsOpen).GetAwaiter().GetResult();
        string input = (string)state.Get(WorkQueue.Input)!;
        FileFact? done = null;
        while (true)
        {
            Step step = Ask(state, worker, done, options);
            if (step.Claim is { } file) done = FileFact.Of(input, file);
            else if (!WaitForNews(state, ref done, step)) return;
        }
    }

    private static Step Ask(State state, string worker, FileFact? done, CommitOptions options)
    {
        string reason = done is { } fact ? fact.Name + " is done" : "takes a file";
        return state.Atomic(
            transaction => WorkQueue.Next(transaction, worker, done), options with { Reason = reason }).Value;
    }

    /// <returns>False when there will be no more work.</returns>
    private static bool WaitForNews(State state, ref FileFact? done, Step step)
    {
        if (!step.IsPostponed) done = null;
        Snapshot now = state.WhenAsync(now => WorkQueue.HasNews(now, step.IsPostponed)).GetAwaiter().GetResult();
        return step.IsPostponed || !WorkQueue.IsDone(now);
    }
}
