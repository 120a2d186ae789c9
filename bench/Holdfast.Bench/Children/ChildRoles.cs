using System.Collections.Concurrent;
using System.Globalization;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Children;

/// <summary>What a child process does: it prepares, says that it is ready, and answers each line with a line.</summary>
internal static class ChildRoles
{
    public const string Count = "count";
    public const string CountRedis = "count-redis";
    public const string Watch = "watch";
    public const string Echo = "echo";
    public const string Futex = "futex";
    public const string Socket = "socket";
    public const string Open = "open";
    public const string Write = "write";
    public const string Claim = "claim";

    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(5);

    public static int Run(string role, string[] words)
    {
        Placement.TakeAssigned();
        switch (role)
        {
            case Count:
                using (CountRole counter = new(words[0], words[1])) Serve(line => Text(counter.Run(Seconds(line))));
                break;
            case CountRedis:
                using (RedisConnection redis = RedisConnection.ToSocket(words[0]))
                    Serve(line => Text(CountRole.Repeat(Seconds(line), () => redis.Ask(CountRole.RedisRequest))));
                break;
            case Watch:
                using (WatchRole watcher = new(words[0]))
                    Serve(line => watcher.Take(int.Parse(line, CultureInfo.InvariantCulture)));
                break;
            case Echo:
                using (EchoRole echo = new(words[0]))
                    Serve(line => echo.Take(int.Parse(line, CultureInfo.InvariantCulture)));
                break;
            case Futex:
                using (FutexRole futex = new(words[0]))
                    Serve(line => futex.Take(int.Parse(line, CultureInfo.InvariantCulture)));
                break;
            case Socket:
                using (SocketRole socket = new(words[0]))
                    Serve(line => socket.Take(int.Parse(line, CultureInfo.InvariantCulture)));
                break;
            case Open:
                Serve(OpenRole.Open);
                break;
            case Write:
                using (WriteRole writer = new(words[0])) Serve(line => Text(writer.Run(Seconds(line))));
                break;
            case Claim:
                using (ClaimRole worker = new(words[0], words[1])) Serve(line => Text(worker.Run(Seconds(line))));
                break;
            default:
                throw new ArgumentException($"There is no role '{role}'.", nameof(role));
        }

        return 0;
    }

    private static void Serve(Func<string, string> answer)
    {
        BlockingCollection<string> lines = [];
        Thread reader = new(() => ReadLines(lines)) { IsBackground = true };
        reader.Start();
        Console.WriteLine(Child.Ready);
        foreach (string line in lines.GetConsumingEnumerable()) Console.WriteLine(answer(line));
    }

    private static void ReadLines(BlockingCollection<string> lines)
    {
        while (Console.ReadLine() is { } line) lines.Add(line);
        lines.CompleteAdding();

        // A role that waits for what will never come must not outlive its parent.
        Thread.Sleep(FarewellTime);
        Environment.Exit(0);
    }

    private static TimeSpan Seconds(string line) =>
        TimeSpan.FromSeconds(double.Parse(line, CultureInfo.InvariantCulture));

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
