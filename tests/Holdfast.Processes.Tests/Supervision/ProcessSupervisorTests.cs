using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes.Supervision;

namespace Holdfast.Processes.Tests.Supervision;

public sealed class ProcessSupervisorTests() : SupervisorTests(Backend.Process)
{
    private const PosixSignal Kill = (PosixSignal)9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Kill_OfEachInTurnUnderLoad_LosesNoCommitAndNoChild()
    {
        string[] names = ["a", "b", "c"];
        using Supervisor supervisor = Context.Supervise(
            new SupervisorOptions { MaxRestarts = 100 },
            [.. names.Select(name => ChildSpecification.Of(name, SupervisedFunctions.Work, name))]);
        for (int round = 1; round <= 9; round++)
        {
            int index = round % names.Length;
            WaitForProgress(names[index]);
            ChildProcess victim = supervisor.Children[index].Process!;
            victim.Signal(Kill);
            WaitFor(supervisor, now => now.Children.Sum(child => child.Restarts) == round);
            Assert.NotEqual(victim.Id, supervisor.Children[index].Process!.Id);
            Assert.Equal(-9, supervisor.Exits[^1].ExitCode);
        }

        foreach (string name in names) WaitForProgress(name);
        Assert.All(supervisor.Children, child => Assert.Equal((true, 3), (child.IsAlive, child.Restarts)));
        Snapshot now = Context.State.Snapshot();
        Assert.Equal(now.Get<long>("/all"), names.Sum(name => now.Get<long>($"/own/{name}")));
    }

    [Fact]
    public async Task StopAsync_FromAnyProcessOfTheStore_IsNoFailure()
    {
        using Supervisor supervisor = Context.Supervise(Child("a"), Child("b"));
        Context.State.When("/log", log => log.Count == 2, Patience);
        Assert.True(await Context.Store.FindProcess("a").StopAsync(token: TestContext.Current.CancellationToken));
        WaitFor(supervisor, now => now.Exits.Count == 1);
        Assert.Equal(ExitAction.Stopped, supervisor.Exits[0].Action);
        Assert.Equal([false, true], supervisor.Children.Select(child => child.IsAlive));
    }

    [Fact]
    public async Task Restart_OutputThatCannotBeOpened_CountsAsOneThatFails()
    {
        string logs = Path.Combine(Path.GetDirectoryName(Context.Address)!, "logs");
        ProcessOptions options = new() { Output = ProcessOutput.ToFile(Path.Combine(logs, "a.log")) };
        Supervisor supervisor = Context.Supervise(Child("a") with { Process = options });
        Context.State.When("/log", log => log.Count == 1, Patience);
        Directory.Delete(logs, recursive: true);
        File.WriteAllText(logs, "is no folder");
        Context.State["/orders/a"] = "fail";
        HoldfastOperationException failure = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => supervisor.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.TooManyRestarts, failure.Code);
        Assert.IsAssignableFrom<IOException>(failure.InnerException);
    }

    /// <summary>Waits until a worker has committed something from now on.</summary>
    private void WaitForProgress(string name)
    {
        StatePath own = StatePath.Root / "own" / name;
        long before = Context.State.TryGet(own, out Value count) ? (long)count : 0;
        Context.State.When(own, now => (long)now > before, Patience);
    }
}
