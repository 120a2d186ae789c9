using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tour;

/// <summary>Serves page n, which has n times a hundred bytes, at a port that the system picks.</summary>
internal sealed class PageServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PageServer()
    {
        _listener.Start();
        Address = string.Create(CultureInfo.InvariantCulture, $"http://{_listener.LocalEndpoint}/");
        _ = ServeAsync();
    }

    public string Address { get; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
        {
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using TcpClient connection = client;
        using StreamReader request = new(connection.GetStream(), Encoding.ASCII);
        string path = (await request.ReadLineAsync())!.Split(' ')[1];
        while (await request.ReadLineAsync() is { Length: > 0 })
        {
        }

        string body = new('.', 100 * int.Parse(path[1..], CultureInfo.InvariantCulture));
        string answer = $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
