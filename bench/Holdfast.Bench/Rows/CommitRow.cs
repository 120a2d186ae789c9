using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>Commits of one small value by one process, one after the other.</summary>
internal sealed class CommitRow : Row
{
    private const int PipelineCommands = 100;

    private static readonly StatePath Path = StatePath.Parse("/stock/tea");

    public override string Name => "commit";

    public override string About => "commits of one small value, one process";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using Store memory = Store.Open("memory:");
        using Store folder = Store.Open(bench.NewFolder());
        Contender memoryCommits = Contend(bench, "memory log", Sets(memory.GetState("commit")));
        Contender fileCommits = Contend(bench, "file log", Sets(folder.GetState("commit")));
        Series[] ours = Rounds.Take(bench, memoryCommits, fileCommits);
        yield return Finding.Alone("memory log", ours[0], Target.AtLeast(1e6, 2e6));
        yield return Finding.Alone("file log", ours[1], Target.AtLeast(400e3, 1e6));
        foreach (Finding finding in BesideRedis(bench, fileCommits)) yield return finding;
        foreach (Finding finding in BesidePython(bench, fileCommits)) yield return finding;
    }

    private static IEnumerable<Finding> BesideRedis(Workbench bench, Contender commits)
    {
        if (!bench.Has(Tool.Redis)) yield break;
        using RedisServer server = RedisServer.Start(bench);
        using RedisConnection loopback = server.ConnectLoopback();
        using RedisConnection socket = server.ConnectSocket();
        Series[] series = Rounds.Take(
            bench,
            commits,
            Contend(bench, "Redis SET, loopback", RedisSets(loopback)),
            Contend(bench, "Redis SET, Unix socket", RedisSets(socket)),
            Contend(bench, $"Redis SET, Unix socket, {PipelineCommands} at once", RedisPipeline(socket)));
        foreach (Series peer in series[1..]) yield return Finding.Compare("file log", series[0], peer);
    }

    private static IEnumerable<Finding> BesidePython(Workbench bench, Contender commits)
    {
        if (!bench.Has(Tool.Python)) yield break;
        PythonPeer python = new(bench);
        Series[] series = Rounds.Take(
            bench,
            commits,
            python.Rate("SQLite UPDATE, WAL, unflushed (Python)", "sqlite_commit"),
            python.Rate("multiprocessing.Manager", "manager_commit"));
        foreach (Series peer in series[1..]) yield return Finding.Compare("file log", series[0], peer);
    }

    private static Contender Contend(Workbench bench, string name, Action<int> repeat) =>
        new(name, Unit.Rate, () => Loop.Rate(bench.Options.Slice, repeat));

    private static Action<int> Sets(State state) => count =>
    {
        for (int index = 0; index < count; index++) state.Set(Path, index);
    };

    private static Action<int> RedisSets(RedisConnection redis)
    {
        byte[] set = RedisConnection.Request("SET", "tea", "10");
        return count =>
        {
            for (int index = 0; index < count; index++) redis.Ask(set);
        };
    }

    private static Action<int> RedisPipeline(RedisConnection redis)
    {
        byte[] set = RedisConnection.Request("SET", "tea", "10");
        byte[] many = [.. Enumerable.Repeat(set, PipelineCommands).SelectMany(bytes => bytes)];
        return count =>
        {
            for (int done = 0; done < count; done += PipelineCommands)
            {
                int rest = Math.Min(PipelineCommands, count - done);
                redis.Ask(many.AsSpan(0, rest * set.Length), rest);
            }
        };
    }
}
