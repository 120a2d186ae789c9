using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Proof.Child;
using Holdfast.Proof.Child.Workloads;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Serializability;

/// <summary>
/// Random atomic functions of several processes, run again one by one in the order of their revisions.
/// </summary>
public sealed class SerializabilityTests(ITestOutputHelper output) : IDisposable
{
    private const int Processes = 3;
    private const int Threads = 2;
    private const int Functions = 300;

    private readonly ProofFolder _folder = new();
    private readonly List<(string Seed, long Revision, int Attempts)> _ran = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Functions_OfSeveralProcesses_GiveWhatTheyGiveOneByOne()
    {
        int seed = Environment.TickCount & 0xFFFFFFF;
        (int rounds, int conflicts) = (0, 0);
        for (var time = new ProofTime(); !time.IsOver; rounds++)
        {
            _ran.Clear();
            string folder = $"{_folder.Store}-{rounds}";
            int first = seed + (rounds * Processes * Threads * Functions);
            RunAll(folder, first);
            Check(folder);
            conflicts += _ran.Sum(one => one.Attempts - 1);
        }

        int functions = rounds * Processes * Threads * Functions;
        output.WriteLine($"{functions} functions in {rounds} stores, {conflicts} conflicts");
        Assert.True(conflicts > 0, "nothing ever conflicted, so nothing was proved");
    }

    private void RunAll(string folder, int firstSeed)
    {
        // Opened here too, so that watches of a process that does not commit go along.
        using Store store = StoreKinds.Open(StoreKinds.Small, folder);
        State state = store.GetState(StoreKinds.Namespace);
        using var recorder = WatchRecorder.Begin(state, "/queue/0", "/sums", "/numbers/a");
        ChildProcess[] children = [.. Enumerable.Range(0, Processes)
            .Select(_ => ChildProcess.Open(StoreKinds.Small, folder, OnLine))];
        Array.ForEach(children, child => child.Await("opened"));
        for (int index = 0; index < Processes; index++)
        {
            int first = firstSeed + (index * Threads * Functions);
            children[index].Send(FormattableString.Invariant($"run functions {first} {Threads} {Functions}"));
        }

        foreach (ChildProcess child in children)
        {
            child.AwaitDone();
            child.Close();
            Assert.Null(child.Failure);
            child.Dispose();
        }

        recorder.Check(state);
    }

    private void Check(string folder)
    {
        using Store store = StoreKinds.Open(StoreKinds.Small, folder);
        State state = store.GetState(StoreKinds.Namespace);
        Assert.Equal(Processes * Threads * Functions, _ran.Count);
        Dictionary<long, string> told = _ran.ToDictionary(one => one.Revision, one => one.Seed);
        JsonNode model = new JsonObject();
        foreach (Commit commit in state.History())
        {
            RandomFunction.Parse(commit.Reason!).Run(new NaiveTarget(model));
            Assert.True(
                model.ToJsonString() == commit.After.Root.ToString(),
                $"revision {commit.Revision}, seed {commit.Reason}: {commit.After} where one by one gives "
                    + $"{model.ToJsonString()}");
            Assert.Equal(commit.Reason, told[commit.Revision.Number]);
        }

        Assert.Equal(_ran.Count, state.Revision.Number);
    }

    private void OnLine(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] == "ran")
        {
            long revision = long.Parse(words[2], CultureInfo.InvariantCulture);
            int attempts = int.Parse(words[3], CultureInfo.InvariantCulture);
            lock (_ran)
            {
                _ran.Add((words[1], revision, attempts));
            }
        }
    }
}
