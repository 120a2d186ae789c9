using System.Globalization;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>Watches, and tells all that is delivered; now and then begins again where it was.</summary>
/// <remarks>
/// Shape. <c>begins from position</c> for each session (from is 0 for a named reader), <c>got</c> and a
///        <see cref="Delivery"/> after each delivery.
/// </remarks>
internal sealed class WatchWorkload(string reader, long from, string path, int seed) : IWorkload
{
    private const int LongestSession = 400;

    /// <summary>Stands for no name and for the whole state.</summary>
    public const string None = "-";

    public void Run(State state, Answers answers, CancellationToken stop)
    {
        var random = new Random(seed);
        long first = from;
        while (!stop.IsCancellationRequested)
        {
            using Watch watch = state.Watch(ToOptions(first));
            answers.Write($"begins {(reader == None ? first : 0)} {watch.Position}");
            Take(watch, random.Next(1, LongestSession), answers, stop);
            first = watch.Position.Number + 1;
        }
    }

    private WatchOptions ToOptions(long first) => new()
    {
        Paths = path == None ? [] : [StatePath.Parse(path)],
        From = new Revision(first),
        Reader = reader == None ? null : reader,
    };

    private void Take(Watch watch, int count, Answers answers, CancellationToken stop)
    {
        StatePath place = path == None ? StatePath.Root : StatePath.Parse(path);
        for (int index = 0; index < count; index++)
        {
            Commit commit = watch.NextAsync(timeout: null, stop).AsTask().GetAwaiter().GetResult();
            answers.Write("got " + Delivery.Of(commit, place, commit.Changes, watch.Position.Number));
        }
    }
}
