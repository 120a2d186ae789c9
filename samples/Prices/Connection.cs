using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prices;

/// <summary>A connection to the server of prices, for one question at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader? _reader;

    public static async ValueTask<Connection> OpenAsync(int port, CancellationToken token)
    {
        Connection connection = new();
        await connection._client.ConnectAsync(IPAddress.Loopback, port, token);
        connection._reader = new StreamReader(connection._client.GetStream());
        return connection;
    }

    public async ValueTask<string> AskAsync(string question)
    {
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(question + "\n"));
        return await _reader!.ReadLineAsync() ?? throw new EndOfStreamException("The server hung up.");
    }

    public void Dispose() => _client.Dispose();
}
