using System.Net.Sockets;

namespace Holdfast.Bench.Children;

/// <summary>
/// Sends back each byte that comes over a Unix socket: the least that an answer of another process costs.
/// </summary>
internal sealed class SocketRole(string path) : IDisposable
{
    private readonly Socket _socket = Connect(path);

    /// <summary>Answers so many bytes.</summary>
    public string Take(int count)
    {
        byte[] one = new byte[1];
        for (int index = 0; index < count; index++)
        {
            _socket.Receive(one);
            _socket.Send(one);
        }

        return "done";
    }

    public void Dispose() => _socket.Dispose();

    private static Socket Connect(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }
}
