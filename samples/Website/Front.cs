using System.Net;
using System.Net.Sockets;
using System.Text;
using Holdfast;

namespace Website;

/// <summary>Takes requests, and has each answered by the first worker that does.</summary>
internal sealed class Front : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly State _state;
    private readonly TcpListener _listener;

    public Front(State state, int port)
    {
        _state = state;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}/";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient connection = client;
        using StreamReader request = new(connection.GetStream(), Encoding.ASCII);
        if (await request.ReadLineAsync() is not { } line || line.Split(' ') is not ["GET", var path, ..]) return;
        while (await request.ReadLineAsync() is { Length: > 0 })
        {
        }

        string? answer = await AskAsync(path);
        string status = answer is null ? "503 Service Unavailable" : "200 OK";
        byte[] body = Encoding.UTF8.GetBytes(answer ?? "no worker answers");
        string head = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await connection.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
    }

    /// <summary>Asks one worker after the other until one answers; null when none does for long.</summary>
    private async Task<string?> AskAsync(string path)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            int[] ports = [.. Workers()];
            Random.Shared.Shuffle(ports);
            foreach (int port in ports)
                if (await TryAskAsync(port, path) is { } answer) return answer;
            await Task.Delay(Pause);
        }

        return null;
    }

    private IEnumerable<int> Workers() =>
        _state.Exists("/workers") ? _state.Members("/workers").Values.Select(port => (int)port) : [];

    private static async Task<string?> TryAskAsync(int port, string path)
    {
        try
        {
            using TcpClient worker = new();
            await worker.ConnectAsync(IPAddress.Loopback, port);
            await worker.GetStream().WriteAsync(Encoding.UTF8.GetBytes(path + "\n"));
            using StreamReader answer = new(worker.GetStream());
            return await answer.ReadLineAsync();
        }
        catch (Exception died) when (died is IOException or SocketException)
        {
            return null;
        }
    }
}
