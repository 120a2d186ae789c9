using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>The work of one worker process: claim a file, hash it, hand in the result, until all are done.</summary>
internal static class WorkerLoop
{
    public static async Task RunAsync(State state, string worker)
    {
        WorkQueue queue = Inventory.QueueOf(state);
        CommitOptions options = new() { Author = "worker " + worker };
        state.Atomic(transaction => Inventory.Enter(transaction, worker), options with { Reason = "ready" });
        string input = (string)state.Get(Inventory.Input)!;
        using CancellationTokenSource end = new();
        Task over = EndWhenDoneAsync(state, end);
        try
        {
            await foreach (WorkItem item in queue.ClaimAllAsync(end.Token).ConfigureAwait(false))
            {
                FileFact fact = FileFact.Of(input, (string)item.Value!);
                await state.WhenAsync(now => Inventory.MayHandIn(now, queue)).ConfigureAwait(false);
                item.Complete(
                    transaction => Inventory.HandIn(transaction, worker, fact, queue.ConflictCount),
                    options with { Reason = fact.Name + " is done" });
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // All files are in, and no claim is waited for any more.
        }

        await over.ConfigureAwait(false);
        state.Atomic(
            transaction => Inventory.Leave(transaction, worker), options with { Reason = "has nothing left to do" });
    }

    private static async Task EndWhenDoneAsync(State state, CancellationTokenSource end)
    {
        await state.WhenEqualAsync(Inventory.DoneFiles, state.Get(Inventory.Total)).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
    }
}
