using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Holdfast.Bench.Peers;

/// <summary>A Redis server of our own, on a free port and a socket file, for as long as this object lives.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly EndPoint _loopback;

    private RedisServer(Process process, int port, string socketPath)
    {
        _process = process;
        _loopback = new IPEndPoint(IPAddress.Loopback, port);
        SocketPath = socketPath;
    }

    public string SocketPath { get; }

    /// <summary>Starts one that keeps nothing on disk, unless more options say so.</summary>
    public static RedisServer Start(Workbench bench, params string[] options)
    {
        string folder = Directory.CreateDirectory(bench.NewFolder()).FullName;
        string socketPath = Path.Combine(folder, "redis.sock");
        int port = FreePort();
        string[] words =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--unixsocket", socketPath,
            "--dir", folder, "--save", "", "--loglevel", "warning", .. options,
        ];
        Process process = Process.Start(new ProcessStartInfo("redis-server", words) { RedirectStandardOutput = true })!;
        RedisServer server = new(process, port, socketPath);
        server.WaitUntilReady();
        return server;
    }

    /// <summary>Connects over TCP on the loopback device.</summary>
    public RedisConnection ConnectLoopback() => RedisConnection.To(_loopback);

    /// <summary>Connects over the socket file.</summary>
    public RedisConnection ConnectSocket() => RedisConnection.ToSocket(SocketPath);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private void WaitUntilReady()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using RedisConnection connection = ConnectLoopback();
                connection.Ask(RedisConnection.Request("PING"));
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(start) < StartLimit)
            {
                Thread.Sleep(10);
            }
        }
    }
}
