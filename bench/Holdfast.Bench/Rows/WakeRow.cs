using System.Diagnostics;
using System.Globalization;
using Holdfast.Bench.Children;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Rows;

/// <summary>How soon a watcher that sleeps in another process runs after a commit.</summary>
/// <remarks>
/// The calls come with pauses of a few milliseconds, so that the other process really sleeps. A bare futex is measured
/// in the same way, on the same processors: one word that both map, and nothing else.
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
        foreach (Finding finding in MeasureApart(bench)) yield return finding;
        yield return MeasureOneWay(bench, "on one processor", writer: 0, watcher: 0);
        yield return MeasureOneWay(bench, "wherever the system puts them", writer: null, watcher: null);
    }

    /// <summary>Writer and watcher on a processor each, as two programs that both have work are.</summary>
    private static IEnumerable<Finding> MeasureApart(Workbench bench)
    {
        using Pair pair = new(bench, writer: 0, watcher: Environment.ProcessorCount - 1);
        Series[] series = Rounds.Take(bench, pair.Commit, pair.BareRoundTrip, pair.BareOneWay, pair.CommitAndAnswer);
        yield return Finding.Compare("commit → it runs", series[0], series[1], Target.AtMost(1.5, 1.1));
        yield return Finding.Compare("one way beside one way", series[0], series[2]);
        yield return Finding.Compare("there and back", series[3], series[1]);
    }

    private static Finding MeasureOneWay(Workbench bench, string where, int? writer, int? watcher)
    {
        using Pair pair = new(bench, writer, watcher);
        Series[] series = Rounds.Take(bench, pair.Commit, pair.BareRoundTrip);
        return Finding.Compare(where, series[0], series[1]);
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

        IEnumerable<string> latencies = child.Answer().Split(' ');
        return Samples.Median(latencies.Select(text => double.Parse(text, CultureInfo.InvariantCulture)));
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

    private static void Pause() => Thread.Sleep(Random.Shared.Next(LeastPause, MostPause));

    /// <summary>A writer and a watcher, and a bare futex beside them, on the same processors.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly Store _store;
        private readonly Child _watcher;
        private readonly Child _echo;
        private readonly Child _futex;
        private readonly SharedWords _words;

        public Pair(Workbench bench, int? writer, int? watcher)
        {
            (string folder, string file) = (bench.NewFolder(), bench.NewFolder());
            _store = Store.Open(folder);
            _watcher = Child.StartOn(watcher, ChildRoles.Watch, folder);
            _echo = Child.StartOn(watcher, ChildRoles.Echo, folder);
            _words = new SharedWords(file);
            _futex = Child.StartOn(watcher, ChildRoles.Futex, file);
            State state = _store.GetState("wake");
            Commit = Contend("commit → it runs", writer, () => OneWay(_watcher, () => Ring(state)));
            BareOneWay = Contend("bare futex, one way", writer, () => OneWay(_futex, () => Call(_words)));
            BareRoundTrip = Contend("bare futex round trip", writer, () => RoundTrip(_futex, () => Call(_words)));
            CommitAndAnswer = Contend(
                "commit → its answer", writer, () => RoundTrip(_echo, () => Call(_store.GetState("echo"))));
        }

        public Contender Commit { get; }

        public Contender BareOneWay { get; }

        public Contender BareRoundTrip { get; }

        public Contender CommitAndAnswer { get; }

        public void Dispose()
        {
            _futex.Dispose();
            _words.Dispose();
            _echo.Dispose();
            _watcher.Dispose();
            _store.Dispose();
        }

        private static Contender Contend(string name, int? processor, Func<double> measure) =>
            new(name, Unit.Time, () => Placement.On(processor, measure));

        private static void Ring(State state) => state.Set(WatchRole.Bell, Stopwatch.GetTimestamp());

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
            Ring(state);
            watch.Next();
        }
    }
}
