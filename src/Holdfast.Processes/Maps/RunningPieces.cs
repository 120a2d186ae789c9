namespace Holdfast.Processes.Maps;

/// <summary>
/// The pieces of stored maps that a context computes for those that redeem them: whoever asks again joins it.
/// </summary>
/// <remarks>Threads. Any.</remarks>
internal sealed class RunningPieces
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Map, int Chunk), Task<bool>> _running = [];

    /// <summary>Begins to compute a piece, unless that is under way.</summary>
    public Task<bool> RunAsync(string map, int chunk, Func<Task<bool>> run)
    {
        Task<bool> task;
        lock (_lock)
        {
            if (_running.TryGetValue((map, chunk), out Task<bool>? running)) return running;
            task = Task.Run(run);
            _running.Add((map, chunk), task);
        }

        _ = ForgetAsync(map, chunk, task);
        return task;
    }

    private async Task ForgetAsync(string map, int chunk, Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock) _running.Remove((map, chunk));
    }
}
