using System.Globalization;
using Holdfast.Errors;
using Holdfast.Processes.Supervision;

namespace Holdfast.Processes.Tests.Supervision;

/// <summary>What holds for supervisors on both backends.</summary>
public abstract class SupervisorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    protected SupervisorTests(Backend backend) => Context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    protected ProcessContext Context { get; }

    private State State => Context.State;

    [Fact]
    public async Task StopAsync_Children_AreStoppedInReverseOrder()
    {
        Supervisor supervisor = Supervise(SupervisionStrategy.OneForOne, 1);
        Assert.Equal(["1", "2", "3"], Ids(supervisor));
        Assert.Empty(Context.Processes);
        await supervisor.StopAsync();
        Assert.Equal(["-c", "-b", "-a"], Log().Where(line => line[0] == '-'));
        Assert.Equal(SupervisorPhase.Stopped, supervisor.Phase);
        Assert.All(supervisor.Children, child => Assert.False(child.IsAlive));
        Assert.True(supervisor.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(SupervisionStrategy.OneForOne, "1 4 3", "")]
    [InlineData(SupervisionStrategy.RestForOne, "1 4 5", "-c")]
    [InlineData(SupervisionStrategy.OneForAll, "4 5 6", "-c -a")]
    public void Strategy_TheMiddleOneFails_StartsAnewWhatItConcerns(
        SupervisionStrategy strategy, string ids, string stopped)
    {
        Supervisor supervisor = Supervise(strategy, 1);
        int before = Log().Count;
        Order("b", "fail");
        int restarts = ids.Split(' ').Count(id => int.Parse(id, CultureInfo.InvariantCulture) > 3);
        WaitFor(supervisor, now => now.Children.Sum(child => child.Restarts) == restarts);
        WaitForLog(before + restarts + stopped.Split(' ').Count(name => name != ""));
        Assert.Equal(ids.Split(' '), Ids(supervisor));
        Assert.Equal(stopped, string.Join(' ', Log().Where(line => line[0] == '-')));
        ChildExit exit = Assert.Single(Context.Store.GetChildExits("supervisor"));
        Assert.Equal(("b", "2", 1, ExitAction.Restart), (exit.Child, exit.Process, exit.ExitCode, exit.Action));
        Assert.Contains("b was to fail", exit.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RestartRule.Permanent, "leave", ExitAction.Restart)]
    [InlineData(RestartRule.Permanent, "fail", ExitAction.Restart)]
    [InlineData(RestartRule.Transient, "leave", ExitAction.Leave)]
    [InlineData(RestartRule.Transient, "fail", ExitAction.Restart)]
    [InlineData(RestartRule.Temporary, "leave", ExitAction.Leave)]
    [InlineData(RestartRule.Temporary, "fail", ExitAction.Leave)]
    public void Restart_AfterAnEnd_IsAsTheRuleSays(RestartRule rule, string order, ExitAction action)
    {
        using Supervisor supervisor = Context.Supervise(
            ChildSpecification.Of("a", SupervisedFunctions.Obey, "a") with { Restart = rule });
        Order("a", order);
        WaitFor(supervisor, now => now.Exits.Count == 1);
        Assert.Equal(action, supervisor.Exits[0].Action);
        WaitFor(supervisor, now => action != ExitAction.Restart || now.Children[0].Restarts == 1);
        Assert.Equal(action == ExitAction.Restart, supervisor.Children[0].IsAlive);
    }

    [Fact]
    public void OneForAll_TemporarySibling_IsStoppedAndStaysSo()
    {
        Supervisor supervisor = Context.Supervise(
            new SupervisorOptions { Strategy = SupervisionStrategy.OneForAll },
            Child("a"),
            Child("b") with { Restart = RestartRule.Temporary });
        WaitForLog(2);
        Order("a", "fail");
        WaitFor(supervisor, now => now.Children[0].Restarts == 1);
        Assert.False(supervisor.Children[1].IsAlive);
        Assert.Equal(["3", "2"], Ids(supervisor));
    }

    [Fact]
    public async Task Context_LetsGoOfSupervisorsThatAreOver()
    {
        Supervisor stopped = Context.Supervise(Child("a"));
        Supervisor givesUp = Context.Supervise(ChildSpecification.Of("b", SupervisedFunctions.Fail));
        await stopped.StopAsync();
        await Assert.ThrowsAsync<HoldfastOperationException>(
            () => givesUp.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Empty(Context.Supervisors);
    }

    [Fact]
    public async Task MaxRestarts_OneMore_GivesUpAndStopsAll()
    {
        Supervisor supervisor = Context.Supervise(
            Child("a"), ChildSpecification.Of("b", SupervisedFunctions.Fail));
        HoldfastOperationException failure = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => supervisor.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.TooManyRestarts, failure.Code);
        Assert.Contains("'b'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(SupervisorPhase.GaveUp, supervisor.Phase);
        Assert.All(supervisor.Children, child => Assert.False(child.IsAlive));
        Assert.Equal([ExitAction.Restart, ExitAction.GiveUp], supervisor.Exits.Select(exit => exit.Action));
        Assert.Equal(ErrorCode.SupervisorOver, (await Assert.ThrowsAsync<HoldfastOperationException>(
            () => supervisor.StartChildAsync("a"))).Code);
    }

    [Fact]
    public async Task StopChildAsync_Permanent_StaysStoppedUntilItIsStarted()
    {
        Supervisor supervisor = Supervise(SupervisionStrategy.OneForAll, 1);
        await supervisor.StopChildAsync("b");
        Assert.Equal([true, false, true], supervisor.Children.Select(child => child.IsAlive));
        await supervisor.StartChildAsync("b");
        Assert.Equal(["1", "4", "3"], Ids(supervisor));
        Assert.Equal(ErrorCode.ChildRuns, (await Assert.ThrowsAsync<HoldfastOperationException>(
            () => supervisor.StartChildAsync("b"))).Code);
        Assert.Equal(ErrorCode.UnknownChild, (await Assert.ThrowsAsync<HoldfastOperationException>(
            () => supervisor.StopChildAsync("x"))).Code);
    }

    [Fact]
    public void Stop_OfItsProcess_IsNoFailure()
    {
        Supervisor supervisor = Supervise(SupervisionStrategy.OneForAll, 1);
        supervisor.Children[1].Process!.Stop();
        WaitFor(supervisor, now => now.Exits.Count == 1);
        Assert.Equal(ExitAction.Stopped, supervisor.Exits[0].Action);
        Assert.Equal([true, false, true], supervisor.Children.Select(child => child.IsAlive));
    }

    [Fact]
    public void Nested_GivesUp_IsStartedAnewByTheOuterOne()
    {
        Supervisor outer = Context.Supervise(
            new SupervisorOptions { Name = "outer" },
            Child("a"),
            ChildSpecification.Of("inner", new SupervisorOptions { MaxRestarts = 0 }, Child("b"), Child("c")));
        WaitForLog(3);
        Supervisor inner = outer.Children[1].Supervisor!;
        Order("b", "fail");
        WaitFor(outer, now => now.Children[1].Restarts == 1);
        Assert.Equal(SupervisorPhase.GaveUp, inner.Phase);
        Assert.Equal(SupervisorPhase.Running, outer.Children[1].Supervisor!.Phase);
        Assert.Equal(["4", "5"], Ids(outer.Children[1].Supervisor!));
        Assert.Equal("1", outer.Children[0].Process!.Id);
        Assert.Equal(ExitAction.GiveUp, Assert.Single(Context.Store.GetChildExits("outer/inner")).Action);
        Assert.Equal("inner", Assert.Single(outer.Exits).Child);
        outer.Dispose();
        Assert.All(outer.Children[1].Supervisor!.Children, child => Assert.False(child.IsAlive));
    }

    [Fact]
    public async Task Changed_Events_ComeInOrderWithTheState()
    {
        Supervisor supervisor = Supervise(SupervisionStrategy.OneForOne, 1);
        List<string> told = [];
        supervisor.Changed += (_, now) => told.Add($"{now.Phase} {now.Exit?.Child} {now.Children[1].Process!.Id}");
        List<string?> texts = [];
        supervisor.Changed += (_, now) => texts.Add(now.ToString());
        supervisor.Changed += (_, _) => throw new FormatException("is reported, and hurts nobody");
        Order("b", "fail");
        WaitFor(supervisor, now => now.Children[1].Restarts == 1);
        await supervisor.StopAsync();
        Assert.Equal(["Running b 2", "Running  4", "Stopped  4"], told);
        Assert.StartsWith("Running: b ended", texts[0], StringComparison.Ordinal);
        Assert.Equal(["Running: 3 of 3 children run", "Stopped: 0 of 3 children run"], texts.Skip(1));
    }

    [Fact]
    public void Supervise_WhatCannotBeStarted_IsRefusedBeforeAnyStarts()
    {
        string captured = "x";
        Assert.Equal(ErrorCode.FunctionNotPortable, Assert.Throws<HoldfastArgumentException>(
            () => Context.Supervise(Child("a"), ChildSpecification.Of("b", () => captured.Length))).Code);
        Assert.Throws<ArgumentException>(() => Context.Supervise(Child("a"), Child("a")));
        Assert.Empty(Context.Store.GetProcesses());
    }

    [Fact]
    public void Dispose_OfTheContext_StopsWhatIsSupervised()
    {
        Supervisor supervisor = Supervise(SupervisionStrategy.OneForOne, 1);
        Context.Dispose();
        Assert.Equal(SupervisorPhase.Stopped, supervisor.Phase);
        Assert.All(supervisor.Children, child => Assert.False(child.IsAlive));
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static ChildSpecification Child(string name) =>
        ChildSpecification.Of(name, SupervisedFunctions.Obey, name);

    /// <summary>Waits for the supervisor's own word.</summary>
    protected static void WaitFor(Supervisor supervisor, Func<Supervisor, bool> condition)
    {
        using ManualResetEventSlim met = new();
        supervisor.Changed += Look;
        Look(null, null!);
        Assert.True(met.Wait(Patience), $"{supervisor.Phase}: {string.Join(", ", supervisor.Children)}");
        supervisor.Changed -= Look;

        void Look(object? sender, SupervisorChangedEventArgs now)
        {
            if (condition(supervisor)) met.Set();
        }
    }

    protected static string[] Ids(Supervisor supervisor) =>
        [.. supervisor.Children.Select(child => child.Process!.Id!)];

    private Supervisor Supervise(SupervisionStrategy strategy, int maxRestarts)
    {
        Supervisor supervisor = Context.Supervise(
            new SupervisorOptions { Strategy = strategy, MaxRestarts = maxRestarts },
            Child("a"),
            Child("b"),
            Child("c"));
        WaitForLog(3);
        return supervisor;
    }

    private void Order(string name, string order) => State[StatePath.Root / "orders" / name] = order;

    private List<string> Log() => [.. State.Get<string[]>("/log")];

    private void WaitForLog(int count) => State.When("/log", log => log.Count >= count, Patience);
}
