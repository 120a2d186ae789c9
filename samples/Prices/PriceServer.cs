using System.Net;
using System.Net.Sockets;

namespace Prices;

/// <summary>A small server, which hangs up once instead of answering.</summary>
internal sealed class PriceServer : IAsyncDisposable
{
    public const int MaxConnections = 2;

    private const int HangsUpAt = 60;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private int _connections;
    private int _questions;

    public PriceServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether there were more connections at once than it takes.</summary>
    public bool WasOvercharged { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                if (Interlocked.Increment(ref _connections) > MaxConnections) WasOvercharged = true;
                _ = AnswerAsync(client);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using TcpClient closes = client;
        using StreamReader reader = new(client.GetStream());
        StreamWriter writer = new(client.GetStream()) { AutoFlush = true };
        while (await reader.ReadLineAsync() is { } question)
        {
            if (Interlocked.Increment(ref _questions) == HangsUpAt) break;
            await writer.WriteLineAsync($"{question}: 4.20");
        }

        Interlocked.Decrement(ref _connections);
    }
}
