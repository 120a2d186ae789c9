using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Holdfast.Bench.Peers;

/// <summary>A web server at a port that the system picks; each answer takes a while, as from afar.</summary>
internal sealed class SlowServer : IDisposable
{
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(50);

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{new string('.', 1000)}");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SlowServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}/";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync().ConfigureAwait(false));
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException)
        {
            // The measuring is over.
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using TcpClient connection = client;
        NetworkStream stream = connection.GetStream();
        using StreamReader request = new(stream, Encoding.ASCII, leaveOpen: true);
        while (await request.ReadLineAsync().ConfigureAwait(false) is { Length: > 0 }) { }
        await Task.Delay(Distance).ConfigureAwait(false);
        await stream.WriteAsync(Answer).ConfigureAwait(false);
    }
}
