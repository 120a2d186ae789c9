using System.Diagnostics;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>Reads and changes a few keys from several threads, and tells the history.</summary>
/// <remarks>
/// Shape. <c>begin client time operation</c> before, <c>end client time result</c> after each; the time is the
///        machine's clock that never runs back, which all processes share. An operation without an end was cut off.
/// </remarks>
internal sealed class RegisterWorkload(int firstClient, int threads, int seed, int operations, int keys) : IWorkload
{
    public void Run(State state, Answers answers, CancellationToken stop)
    {
        Thread[] clients = [.. Enumerable.Range(firstClient, threads).Select(
            client => new Thread(() => RunClient(client, state, answers, stop)))];
        Array.ForEach(clients, client => client.Start());
        Array.ForEach(clients, client => client.Join());
    }

    private void RunClient(int client, State state, Answers answers, CancellationToken stop)
    {
        var random = new Random(HashCode.Combine(seed, client));
        for (int index = 0; index < operations && !stop.IsCancellationRequested; index++)
        {
            RegisterOperation operation = RegisterOperation.Next(random, keys);
            answers.Write($"begin {client} {Stopwatch.GetTimestamp()} {operation}");
            long result = operation.Do(state);
            answers.Write($"end {client} {Stopwatch.GetTimestamp()} {result}");
        }
    }
}
