using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Holdfast.Bench.Peers;

/// <summary>
/// One connection that speaks RESP with as little between as can be: requests are ready bytes, replies are counted.
/// </summary>
/// <remarks>
/// Source. The Redis serialization protocol, https://redis.io/docs/latest/develop/reference/protocol-spec/.
/// </remarks>
internal sealed class RedisConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _reply = new byte[64 * 1024];

    private RedisConnection(Socket socket) => _socket = socket;

    public static RedisConnection To(EndPoint address) => Connect(
        new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, address);

    public static RedisConnection ToSocket(string path) => Connect(
        new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        new UnixDomainSocketEndPoint(path));

    /// <summary>Writes a command as bytes that can be sent again and again.</summary>
    public static byte[] Request(params ReadOnlySpan<string> words)
    {
        StringBuilder text = new($"*{words.Length}\r\n");
        foreach (string word in words) text.Append($"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Sends requests and waits for all their replies.</summary>
    /// <param name="requests">One or many, one after the other.</param>
    /// <param name="lines">How many lines the replies have: 1 each, 2 for a text.</param>
    /// <returns>The last piece of the replies that was read.</returns>
    public ReadOnlySpan<byte> Ask(ReadOnlySpan<byte> requests, int lines = 1)
    {
        _socket.Send(requests);
        while (true)
        {
            int count = _socket.Receive(_reply);
            if (count == 0) throw new EndOfStreamException("The Redis server closed the connection.");
            if (_reply[0] == '-') throw new InvalidDataException(Encoding.UTF8.GetString(_reply, 0, count));
            lines -= _reply.AsSpan(0, count).Count((byte)'\n');
            if (lines <= 0) return _reply.AsSpan(0, count);
        }
    }

    /// <summary>Asks for one of the figures that the server keeps about itself.</summary>
    public long Info(string section, string name)
    {
        string[] lines = Encoding.UTF8.GetString(Ask(Request("INFO", section))).Split("\r\n");
        string line = Array.Find(lines, line => line.StartsWith(name + ":", StringComparison.Ordinal))!;
        return long.Parse(line.AsSpan(name.Length + 1), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();

    private static RedisConnection Connect(Socket socket, EndPoint address)
    {
        try
        {
            socket.Connect(address);
            return new RedisConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
