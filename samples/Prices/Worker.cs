using Holdfast.Immutable;
using Holdfast.Lifecycle.Pools;
using Holdfast.Lifecycle.Resources;

namespace Prices;

/// <summary>Asks for prices, and writes them down.</summary>
internal sealed class Worker(
    int number, SharedResource<TextWriter> log, Pool<Connection> connections, StateCell<ImmutableState> done)
{
    public async Task RunAsync(int requests, Task start)
    {
        // The first lease opens the log, and the end of the last one closes it.
        using ResourceLease<TextWriter> lease = log.Lease();
        await start;
        for (int request = 1; request <= requests; request++)
        {
            string price = await AskAsync($"tea {number}.{request}");
            await lease.Value.WriteLineAsync(price);
            Count("prices");
        }
    }

    private async Task<string> AskAsync(string question)
    {
        while (true)
        {
            try
            {
                // It waits in line for a connection, and gives it back for the next worker.
                return await connections.UseAsync(connection => connection.AskAsync(question));
            }
            catch (IOException)
            {
                // The pool has thrown that connection away, and makes another.
                Count("broken");
            }
        }
    }

    private void Count(string field) => done.Update(bag => bag.With(field, bag.Get<int>(field) + 1));
}
