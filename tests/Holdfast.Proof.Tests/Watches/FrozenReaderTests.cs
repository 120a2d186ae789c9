using System.Globalization;
using System.Text.RegularExpressions;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>A process that has the store open and is stopped while others trim away all that it has not read.</summary>
public sealed partial class FrozenReaderTests(ITestOutputHelper output) : IDisposable
{
    private const int LeastRounds = 3;
    private const int LeastCommits = 500;
    private const string TrimmedCode = "HF0017";

    private readonly ProofFolder _folder = new();
    private long _number;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stop_WhileItsSegmentsAreTrimmed_GoesOnWithTheStateOfNowAndItsWatchesAreTold()
    {
        using Store store = StoreKinds.Open(StoreKinds.Trimming, _folder.Store);
        State state = store.GetState(StoreKinds.Namespace);
        Transfer.Commit(state, 0, ++_number);
        using ChildProcess reader = ChildProcess.Open(StoreKinds.Trimming, _folder.Store);
        reader.Send("run frozen 1");
        int rounds = 0;
        for (var time = new ProofTime(LeastRounds); !time.IsOverAfter(rounds); rounds++)
        {
            long stood = ToNumber(reader.Await("watching").Split(' ')[1]);
            reader.Pause();
            Assert.True(SpinWait.SpinUntil(() => reader.IsStopped, TimeSpan.FromSeconds(30)), "it did not stop");
            TrimBeyond(store, state, stood);
            reader.Resume();
            CheckTold(reader.Await("slept"), stood, state);
            CheckTold(reader.Await("idle"), stood, state);
            Assert.Equal($"sees {state.Revision} -", reader.Await("sees"));
            Assert.Null(reader.Failure);
        }

        reader.Await("watching");
        reader.Close();
        output.WriteLine($"{rounds} stops, {state.Revision} commits, kept from {state.OldestRevision} on");
    }

    /// <summary>Commits and trims until nothing that came after a revision is kept near it.</summary>
    private void TrimBeyond(Store store, State state, long revision)
    {
        for (int round = 0; round == 0 || state.OldestRevision.Number <= revision + 1; round++)
        {
            Assert.True(round < 50, $"nothing was trimmed beyond {revision}");
            for (int index = 0; index < LeastCommits; index++) Transfer.Commit(state, 0, ++_number);
            store.Compact();
        }
    }

    private static void CheckTold(string line, long stood, State state)
    {
        Assert.Equal(TrimmedCode, line.Split(' ')[1]);
        Match named = NamedRevision().Match(line);
        Assert.True(named.Success, $"the oldest kept revision is not named: {line}");
        Assert.InRange(ToNumber(named.Groups[1].Value), stood + 2, state.OldestRevision.Number);
    }

    private static long ToNumber(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("from revision ([0-9]+)")]
    private static partial Regex NamedRevision();
}
