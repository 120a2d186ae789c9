using System.Globalization;
using Holdfast.CrashChild;
using Holdfast.Machines;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Machines;

/// <summary>Machines that real processes share, and that survive them.</summary>
public sealed class MachineProcessTests : IDisposable
{
    private const int Processes = 3;
    private const int Firings = 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-machines-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// Each process fires what it sees to be possible, and is killed in the middle. Whatever was won is in the history,
    /// and the history goes round the ring without a step that was taken twice or left out.
    /// </summary>
    [Fact]
    public void Fire_ProcessesThatAreKilled_NoTransitionIsLostOrTakenTwice()
    {
        List<string> won = [];
        ChildProcess[] children = [.. Enumerable.Range(0, Processes)
            .Select(_ => new ChildProcess("race-machine", _folder))];
        int[] ids = [.. children.Select(child => child.Id)];
        foreach (ChildProcess child in children) Assert.Equal("ready", child.ReadLine());
        using (Store store = Store.Open(_folder))
        {
            State state = store.GetState("machines");
            using Machine<string, string> machine = state.GetMachine("/ring", MachineDriver.Ring());
            SpinWait.SpinUntil(() => machine.History.Skip(Firings).Any(), TimeSpan.FromMinutes(1));
        }

        foreach (ChildProcess child in children) child.Kill();
        foreach (ChildProcess child in children)
        {
            won.AddRange(child.ReadRest().Where(line => line.StartsWith("won ", StringComparison.Ordinal)));
            child.Dispose();
        }

        using Store again = Store.Open(_folder);
        using Machine<string, string> ring = again.GetState("machines").GetMachine("/ring", MachineDriver.Ring());
        Transition<string, string>[] history = [.. ring.History];
        Assert.True(history.Length > Firings, $"{history.Length} transitions.");
        Assert.Equal(history[..^1].Select(step => step.To), history[1..].Select(step => step.From));
        Assert.All(history[1..], step => Assert.Equal($"leave {step.From}", step.Trigger));
        Assert.Equal(history.Select(step => step.Number).Distinct().Order(), history.Select(step => step.Number));

        // A process may die between its commit and its line: at most one for each.
        Assert.InRange(history.Length - 1 - won.Count, 0, Processes);
        Assert.All(history[1..], step => Assert.Contains(int.Parse(step.Author!, CultureInfo.InvariantCulture), ids));
        Assert.Equal(history[^1].To, ring.Current);
    }

    [Fact]
    public void Delay_SeveralProcesses_IsTakenExactlyOnce()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, Processes)
            .Select(_ => new ChildProcess("ring-machine", _folder))];
        foreach (ChildProcess child in children)
        {
            Assert.Equal("ready", child.ReadLine());
            Assert.Equal("rung", child.ReadLine());
            child.End();
            child.Dispose();
        }

        using Store store = Store.Open(_folder);
        using Machine<string, string> timer = store.GetState("machines").GetMachine("/timer", MachineDriver.Timer());
        Assert.Equal(["waiting", "rung"], timer.History.Select(step => step.To));
    }
}
