using Holdfast.Proof.Child;
using Holdfast.Proof.Tests.Processes;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Proof.Tests.Linearizability;

/// <summary>Histories of several processes and threads on one store, some of them killed.</summary>
public sealed class LinearizabilityTests(ITestOutputHelper output) : IDisposable
{
    private const int Processes = 3;
    private const int Threads = 2;
    private const int Operations = 300;
    private const int Keys = 3;

    private readonly ProofFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreKinds.Usual)]
    [InlineData(StoreKinds.Small)]
    public void Operations_OfSeveralProcesses_AreLinearizable(string kind)
    {
        int seed = Environment.TickCount;
        (int rounds, int operations, int cutOff) = (0, 0, 0);
        for (var time = new ProofTime(); !time.IsOver; rounds++)
        {
            string folder = $"{_folder.Store}-{rounds}";
            Event[] history = [.. Record(kind, folder, seed + rounds, isOneKilled: rounds % 2 == 1)];
            Assert.True(LinearizabilityChecker.FindBadKeys(history) is [], $"seed {seed + rounds}");
            operations += history.Length;
            cutOff += history.Count(one => one.Result is null);
        }

        output.WriteLine($"{rounds} histories, {operations} operations, {cutOff} cut off by a kill");
    }

    private static IEnumerable<Event> Record(string kind, string folder, int seed, bool isOneKilled)
    {
        using Store store = StoreKinds.Open(kind, folder);
        State state = store.GetState(StoreKinds.Namespace);
        MakeKeys(state);
        using var recorder = WatchRecorder.Begin(state, "/k0", "/k2");
        HistoryRecorder[] recorders = [.. Enumerable.Range(0, Processes).Select(_ => new HistoryRecorder())];
        ChildProcess[] children = [.. recorders.Select(recorder => ChildProcess.Open(kind, folder, recorder.OnLine))];
        Array.ForEach(children, child => child.Await("opened"));
        for (int index = 0; index < Processes; index++)
        {
            children[index].Send(FormattableString.Invariant(
                $"run register {index * Threads} {Threads} {seed} {Operations} {Keys}"));
        }

        if (isOneKilled)
        {
            children[0].Await("end");
            children[0].Kill();
        }

        foreach (ChildProcess child in children.Skip(isOneKilled ? 1 : 0))
        {
            child.AwaitDone();
            child.Close();
            Assert.Null(child.Failure);
        }

        Array.ForEach(children, child => child.Dispose());
        recorder.Check(state);
        return recorders.SelectMany(recorder => recorder.Events);
    }

    /// <summary>Puts 0 everywhere: what is missing equals no number, and the model has no missing.</summary>
    private static void MakeKeys(State state)
    {
        for (int key = 0; key < Keys; key++)
        {
            state.Set($"/k{key}", 0);
        }
    }
}
