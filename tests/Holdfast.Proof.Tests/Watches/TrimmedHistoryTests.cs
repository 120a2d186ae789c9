using System.Globalization;
using System.Text.RegularExpressions;
using Holdfast.Errors;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Crashes;
using Holdfast.Proof.Tests.Processes;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>Readers that sleep while the history is trimmed under them.</summary>
public sealed partial class TrimmedHistoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 2;
    private const int LongestDoze = 20;

    // Commits that a replica still has in memory are delivered although the log has let them go.
    private const int RecentLimit = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ProofFolder _folder = new();
    private readonly Random _random = new(Environment.TickCount);
    private int _delivered;

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Each delivery is the very next commit, or there is one coded error that says where the kept history begins.
    /// </summary>
    [Fact]
    public void Watch_ThatSleepsWhileHistoryIsTrimmed_IsToldAndMissesNothingElse()
    {
        using Store store = StoreKinds.Open(StoreKinds.Trimming, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, "/rings/1");
        CrashWriter[] writers =
            [.. Enumerable.Range(0, Writers)
            .Select(writer => CrashWriter.Start(StoreKinds.Trimming, _folder.Store, writer))];
        int losses = 0;
        long first = 1;
        for (var time = new ProofTime(); !time.IsOver || losses == 0;)
        {
            long lost = ReadUntilLost(state, first);
            first = BeginAgain(state, lost);
            losses++;
        }

        Array.ForEach(writers, writer => writer.Close());
        recorder.Check(state);
        output.WriteLine(
            $"{losses} times told that history was lost, {_delivered} deliveries, {state.Revision} commits; "
                + $"beside it {recorder.Losses} times and {recorder.Count}");
    }

    /// <summary>
    /// Reads, sleeps until what it has not read is trimmed, and gives the revision that was lost first.
    /// </summary>
    private long ReadUntilLost(State state, long first)
    {
        using Watch watch = state.Watch(new WatchOptions { From = new Revision(first) });
        long next = Math.Max(first, watch.Position.Number + 1);
        for (int index = _random.Next(1, 500); index > 0; index--)
        {
            if (TakeOne(watch, next) is { } trimmed)
            {
                Check(trimmed, next, state);
                return next;
            }

            next++;
        }

        Assert.True(
            SpinWait.SpinUntil(() => state.OldestRevision.Number > next, Patience),
            $"history was not trimmed beyond {next}, the newest is {state.Revision}");
        HoldfastOperationException lost;
        while ((lost = TakeOne(watch, next)!) is null)
        {
            next++;
            Assert.True(next < state.OldestRevision.Number + RecentLimit, "what was trimmed is still delivered");
        }

        Check(lost, next, state);
        return next;
    }

    /// <summary>Takes the next commit; gives the error when it is not kept any more.</summary>
    private HoldfastOperationException? TakeOne(Watch watch, long expected)
    {
        try
        {
            Commit commit = watch.Next(Patience);
            Assert.Equal(expected, commit.Revision.Number);
            Assert.Null(Transfer.FindFault(commit.After, Writers));
            _delivered++;
            if (_random.Next(50) == 0)
            {
                Thread.Sleep(_random.Next(LongestDoze));
            }

            return null;
        }
        catch (HoldfastOperationException lost)
        {
            return lost;
        }
    }

    /// <summary>Watches again from the first kept revision, which may go while this is said.</summary>
    private static long BeginAgain(State state, long lost)
    {
        for (int attempt = 0; ; attempt++)
        {
            Revision oldest = state.OldestRevision;
            Assert.True(oldest.Number > lost, $"revision {lost} was said to be lost, but {oldest} is kept");
            try
            {
                using Watch watch = state.Watch(new WatchOptions { From = oldest });
                Assert.Equal(oldest.Number, watch.Next(Patience).Revision.Number);
                return oldest.Number + 1;
            }
            catch (HoldfastOperationException trimmed) when (trimmed.Code == ErrorCode.TrimmedRevision && attempt < 100)
            {
                Check(trimmed, oldest.Number, state);
            }
        }
    }

    private static void Check(HoldfastOperationException lost, long wanted, State state)
    {
        Assert.Equal(ErrorCode.TrimmedRevision, lost.Code);
        Match named = NamedRevision().Match(lost.Message);
        Assert.True(named.Success, $"the oldest kept revision is not named: {lost.Message}");
        long oldest = long.Parse(named.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.InRange(oldest, wanted + 1, state.OldestRevision.Number);
    }

    [GeneratedRegex("revision ([0-9]+)")]
    private static partial Regex NamedRevision();
}
