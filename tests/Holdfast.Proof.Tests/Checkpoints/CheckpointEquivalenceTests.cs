using Holdfast.Proof.Child;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Replicas;

namespace Holdfast.Proof.Tests.Checkpoints;

/// <summary>A replica that begins at a checkpoint answers everything as one that replayed from the start.</summary>
public sealed class CheckpointEquivalenceTests(ITestOutputHelper output) : IDisposable
{
    private const int Commits = 250;
    private const int LargestDocument = 3000;

    private readonly ProofFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answers_FromACheckpoint_AreThoseFromTheStart()
    {
        int seed = Environment.TickCount;
        (int rounds, long answers) = (0, 0);
        for (var time = new ProofTime(); !time.IsOver; rounds++)
        {
            answers += Compare($"{_folder.Store}-{rounds}", seed + rounds);
        }

        output.WriteLine($"{rounds} stores, {answers} answers compared three times");
    }

    private static int Compare(string folder, int seed)
    {
        List<string> live = Write(folder, seed);
        (List<string> fromCheckpoint, long begin) = Reopen(folder, seed);
        Assert.True(begin > 0, "it did not begin at a checkpoint");
        DeleteCheckpoints(folder);
        (List<string> fromStart, begin) = Reopen(folder, seed);
        Assert.Equal(0, begin);
        AssertSame(fromStart, live, seed);
        AssertSame(fromStart, fromCheckpoint, seed);
        return live.Count;
    }

    private static List<string> Write(string folder, int seed)
    {
        var random = new Random(seed);
        using Store store = StoreKinds.Open(StoreKinds.Small, folder);
        State state = store.GetState(StoreKinds.Namespace);
        for (int index = 0; index < Commits; index++)
        {
            RandomCommits.Do(state, random);
            if (state.Snapshot().Root.ToString().Length > LargestDocument)
            {
                state.ReplaceAll(Value.Parse("""{"list":[1,2,3]}"""));
            }

            if (random.Next(40) == 0 || index == Commits / 2)
            {
                state.Find()!.SaveCheckpoint();
            }
        }

        return ReplicaAnswers.Of(state, seed);
    }

    private static (List<string> Answers, long Begin) Reopen(string folder, int seed)
    {
        using Store store = StoreKinds.Open(StoreKinds.Small, folder);
        State state = store.GetState(StoreKinds.Namespace);
        long begin = new TipReader(state.Find()!.Log).Newest().Revision;
        return (ReplicaAnswers.Of(state, seed), begin);
    }

    private static void DeleteCheckpoints(string folder)
    {
        // A checkpoint's files are named by its revision, with twenty digits.
        IEnumerable<string> names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(name => Path.GetFileNameWithoutExtension(name).Length == 20 && Path.GetExtension(name) != ".log");
        names.ToList().ForEach(File.Delete);
    }

    private static void AssertSame(List<string> expected, List<string> actual, int seed)
    {
        int differs = Enumerable.Range(0, Math.Min(expected.Count, actual.Count)).FirstOrDefault(
            index => expected[index] != actual[index], -1);
        Assert.True(differs < 0, differs < 0 ? "" : $"seed {seed}:\n{expected[differs]}\n{actual[differs]}");
        Assert.Equal(expected.Count, actual.Count);
    }
}
