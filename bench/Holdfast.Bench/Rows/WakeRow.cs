using System.Diagnostics;
using System.Globalization;
using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>How soon a watcher that sleeps in another process runs after a commit.</summary>
/// <remarks>
/// The calls come with pauses of a few milliseconds, so that the other process really sleeps. A bare futex is measured
/// in the same way: one word that both map, and nothing else.
/// </remarks>
internal sealed class WakeRow : Row
{
    private const int Calls = 150;
    private const int LeastPause = 2;
    private const int MostPause = 5;

    public override string Name => "wake";

    public override string About => "a sleeping watcher in another process: from the begin of the commit until it runs";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        (string folder, string file) = (bench.NewFolder(), bench.NewFolder());
        using Store store = Store.Open(folder);
        State wake = store.GetState("wake");
        using Child watcher = Child.Start(ChildRoles.Watch, folder);
        using Child echo = Child.Start(ChildRoles.Echo, folder);
        using SharedWords words = new(file);
        using Child futex = Child.Start(ChildRoles.Futex, file);
        Contender commits = new(
            "commit → it runs", Unit.Time, () =>
                OneWay(watcher, () => wake.Set(WatchRole.Bell, Stopwatch.GetTimestamp())));
        Contender bare = new("bare futex, one way", Unit.Time, () => OneWay(futex, () => Call(words)));
        Contender bareBack = new("bare futex round trip", Unit.Time, () => RoundTrip(futex, () => Call(words)));
        Contender commitsBack = new(
            "commit → its answer", Unit.Time, () => RoundTrip(echo, () => Call(store.GetState("echo"))));
        Series[] series = Rounds.Take(bench, commits, bare, bareBack, commitsBack);
        yield return Finding.Compare("commit → it runs", series[0], series[2], Target.AtMost(1.5, 1.1));
        yield return Finding.Compare("one way beside one way", series[0], series[1]);
        yield return Finding.Compare("there and back", series[3], series[2]);
    }

    /// <summary>The median of what the other process saw.</summary>
    private static double OneWay(Child child, Action call)
    {
        child.Tell(Calls.ToString(CultureInfo.InvariantCulture));
        for (int index = 0; index < Calls; index++)
        {
            Pause();
            call();
        }

        return Samples.Median(
            child.Answer().Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)));
    }

    /// <summary>The median of what this process saw.</summary>
    private static double RoundTrip(Child child, Action call)
    {
        double[] times = new double[Calls];
        child.Tell(Calls.ToString(CultureInfo.InvariantCulture));
        for (int index = 0; index < Calls; index++)
        {
            Pause();
            long start = Stopwatch.GetTimestamp();
            call();
            times[index] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        child.Answer();
        return Samples.Median(times);
    }

    /// <summary>Calls, and waits for the answer: a word has no room for two calls.</summary>
    private static void Call(SharedWords words)
    {
        uint seen = words.Read(FutexRole.Reply);
        words.Ring(FutexRole.Bell, Stopwatch.GetTimestamp());
        words.Await(FutexRole.Reply, seen);
    }

    private static void Call(State state)
    {
        using Watch watch = state.Watch(EchoRole.Reply);
        state.Set(WatchRole.Bell, Stopwatch.GetTimestamp());
        watch.Next();
    }

    private static void Pause() => Thread.Sleep(Random.Shared.Next(LeastPause, MostPause));
}
