using System.Net;
using System.Net.Sockets;
using Holdfast;

namespace Website;

/// <summary>
/// A process that answers: a path on a line comes, the answer goes back on a line. The port is in the state.
/// </summary>
internal static class Worker
{
    public static async Task Run(State state, string name, CancellationToken token)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        state[StatePath.Root / "workers" / name] = ((IPEndPoint)listener.LocalEndpoint).Port;
        while (true) _ = AnswerAsync(await listener.AcceptTcpClientAsync(token), state, name);
    }

    private static async Task AnswerAsync(TcpClient client, State state, string name)
    {
        using TcpClient connection = client;
        using StreamReader request = new(connection.GetStream());
        using StreamWriter answer = new(connection.GetStream());
        if (await request.ReadLineAsync() is not { } path) return;

        // A worker that dies here has counted an answer that another gives: counted at least once, answered once.
        state.Add("/answered", 1);
        await answer.WriteLineAsync($"{path} by {name}");
    }
}
