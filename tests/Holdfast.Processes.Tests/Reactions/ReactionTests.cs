using Holdfast.Errors;
using Holdfast.Processes.Reactions;

namespace Holdfast.Processes.Tests.Reactions;

/// <summary>What holds for reactions as processes, on both backends.</summary>
public abstract class ReactionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    protected ReactionTests(Backend backend) => Context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    protected ProcessContext Context { get; }

    private State State => Context.State;

    [Fact]
    public void CallWhenChange_CommitsBeforeItsProcessRuns_AreAllSeenInOrder()
    {
        _ = Context.CallWhenChange(["/n"], ReactionFunctions.Note);
        for (int number = 0; number < 20; number++) State["/n"] = number;
        WaitForLog(20);
        Assert.Equal(Enumerable.Range(0, 20), State.Get<int[]>("/log"));
    }

    [Fact]
    public void CallWhenChange_RootAndArgument_AreGivenUntilItLeaves()
    {
        ChildProcess process = Context.CallWhenChange(["/n"], ReactionFunctions.NoteTwo, "saw");
        State["/n"] = 1;
        State["/other"] = 1;
        State["/n"] = 2;
        State["/n"] = 3;
        Assert.True(process.Wait(Patience).IsNull);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(["saw 1", "saw 2"], State.Get<string[]>("/log"));
    }

    [Fact]
    public void CallWhenChange_ExcludedPaths_DoNotCount()
    {
        _ = Context.CallWhenChange(new ReactionOptions { ExcludesPaths = true }, ["/flag1"], ReactionFunctions.Count);
        State["/flag1"] = 1;
        State["/flag2"] = 1;
        State.When("/calls", calls => (int)calls == 1, Patience);
        State["/flag1"] = 2;
        State["/flag2"] = 2;
        State.When("/calls", calls => (int)calls == 2, Patience);
        Assert.Equal(2, State.Get<int>("/calls"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void CallWhenChange_SameValueAgain_CountsAsTheOptionSays(bool includesEqual, int calls)
    {
        ReactionOptions options = new() { IncludesEqual = includesEqual };
        _ = Context.CallWhenChange(options, ["/n", "/end"], ReactionFunctions.Count);
        State["/n"] = 1;
        State["/n"] = 1;
        State["/end"] = 1;
        State.When("/calls", value => (int)value == calls + 1, Patience);
    }

    [Fact]
    public void CallWhenEqual_HoldsAlready_CallsOnceAndThenOncePerChange()
    {
        State["/n"] = 100;
        ChildProcess process = Context.CallWhenEqual("/n", 100, ReactionFunctions.WriteBack);
        State.When("/calls", calls => (int)calls == 1, Patience);

        // Were the condition asked again without a change, it would spin meanwhile.
        State["/other"] = 1;
        State["/n"] = 5;
        State["/n"] = 100;
        State.When("/calls", calls => (int)calls >= 2, Patience);
        process.Stop();
        Assert.Equal(2, State.Get<int>("/calls"));
    }

    [Fact]
    public void CallWhen_Predicate_RunsWhereTheFunctionDoes()
    {
        ChildProcess process = Context.CallWhen(ReactionFunctions.IsLarge, ReactionFunctions.LeaveWithSeven);
        for (int number = 0; number < 12; number++) State["/n"] = number;
        Assert.Equal(7, Assert.Throws<ProcessWaitException>(() => process.Wait(Patience)).ExitCode);
    }

    [Fact]
    public void CallWhen_Lambda_IsSentAsWell()
    {
        ChildProcess process = Context.CallWhen(
            state => state.Exists("/n"), (Value root) => ReactionFunctions.Leave((int)root["n"]));
        State["/n"] = 9;
        Assert.Equal(9, Assert.Throws<ProcessWaitException>(() => process.Wait(Patience)).ExitCode);
    }

    [Fact]
    public void CallWhen_PredicateThatCapturesOrFunctionWithTooManyArguments_IsRefusedAtTheCall()
    {
        int limit = 3;
        Assert.Equal(ErrorCode.FunctionNotPortable, Assert.Throws<HoldfastArgumentException>(
            () => Context.CallWhen(state => state.Get<int>("/n") > limit, ReactionFunctions.Count)).Code);
        Assert.Equal(ErrorCode.ArgumentNotPortable, Assert.Throws<HoldfastArgumentException>(
            () => Context.CallWhenAvailable("/n", ReactionFunctions.Count, 5)).Code);
        Assert.Throws<ArgumentException>(() => Context.CallWhenAvailable(
            new ReactionOptions { ExcludesPaths = true }, "/n", ReactionFunctions.Count));
        Assert.Throws<ArgumentException>(() => Context.CallWhenChange(
            new ReactionOptions { ExcludesPaths = true }, ["/n", StatePath.Root], ReactionFunctions.Count));
        Assert.Empty(Context.Processes);
    }

    [Fact]
    public void CallWhen_PredicateThatThrows_EndsItWithThat()
    {
        ChildProcess process = Context.CallWhen(ReactionFunctions.Fails, ReactionFunctions.Count);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal("the predicate", Assert.IsType<FormatException>(failed.InnerException).Message);
    }

    [Fact]
    public void Conditions_OnAMissingPath_WaitAndThenHoldAsTheySay()
    {
        (string Name, ChildProcess Process)[] all =
        [
            ("equal", Context.CallWhenEqual("/n", 5, ReactionFunctions.LeaveWithSeven)),
            ("not equal", Context.CallWhenNotEqual("/n", 5, ReactionFunctions.LeaveWithSeven)),
            ("null", Context.CallWhenNull("/n", ReactionFunctions.LeaveWithSeven)),
            ("not null", Context.CallWhenNotNull("/n", ReactionFunctions.LeaveWithSeven)),
            ("available", Context.CallWhenAvailable("/n", ReactionFunctions.LeaveWithSeven)),
        ];
        Assert.All(all, each => Assert.True(each.Process.IsAlive, each.Name));
        State["/n"] = Value.Null;
        Assert.Equal(["not equal", "null", "available"], WaitForEnd(all, 3));
        State["/n"] = 5;
        Assert.Equal(["equal", "not null"], WaitForEnd([all[0], all[3]], 2));
    }

    /// <summary>Z-102: a press that ends within half a second is a short one.</summary>
    [Fact]
    public void Z102_Button_TellsShortFromLongPresses()
    {
        _ = Context.CallWhenEqual("/pressed", true, ReactionFunctions.Press);
        State["/pressed"] = true;
        State["/pressed"] = false;
        WaitForLog(1);
        State["/pressed"] = true;
        WaitForLog(2);
        Assert.Equal(["short", "long"], State.Get<string[]>("/log"));
    }

    [Fact]
    public void Z101_Timeout_NothingInTime_EndsItWithATimeoutException()
    {
        ReactionOptions options = new() { Timeout = TimeSpan.FromMilliseconds(50) };
        ChildProcess process = Context.CallWhenAvailable(options, "/n", ReactionFunctions.Count);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.IsAssignableFrom<TimeoutException>(failed.InnerException);
        Assert.False(State.Exists("/calls"));
    }

    [Fact]
    public void Retry_FunctionFailed_GoesOnWithTheNextChange()
    {
        ReactionOptions options = new()
        {
            Process = new ProcessOptions
            {
                Retry = new RetryPolicy { Exceptions = [typeof(FormatException)], Delay = TimeSpan.Zero },
            },
        };
        _ = Context.CallWhenChange(options, ["/n"], ReactionFunctions.FailOnce);
        for (int number = 1; number <= 3; number++) State["/n"] = number;
        WaitForLog(3);
        Assert.Equal([1, 2, 3], State.Get<int[]>("/log"));
    }

    [Fact]
    public void IsLive_CommitsWhileItRan_ArePassedOver()
    {
        State["/n"] = 0;
        _ = Context.CallWhenAvailable(new ReactionOptions { IsLive = true }, "/n", ReactionFunctions.NoteSlowly);
        WaitForLog(1);
        for (int number = 1; number <= 5; number++) State["/n"] = number;
        State["/open"] = true;
        WaitForLog(2);
        State["/n"] = 6;
        WaitForLog(3);
        Assert.Equal([0, 5, 6], State.Get<int[]>("/log"));
    }

    [Fact]
    public void Stop_WhileItWaits_EndsIt()
    {
        State["/n"] = 0;
        ChildProcess process = Context.CallWhenAvailable("/n", ReactionFunctions.Count);
        State.When("/calls", calls => (int)calls == 1, Patience);
        Assert.Equal(-15, process.Stop());
    }

    [Fact]
    public void CallWhenChange_RootAsAnotherType_IsConverted()
    {
        _ = Context.CallWhenChange(["/n"], ReactionFunctions.NoteText);
        State["/n"] = 3;
        State.When("/seen", seen => (int)seen == 3, Patience);
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static List<string> WaitForEnd((string Name, ChildProcess Process)[] all, int count)
    {
        Task<int>[] ends = [.. all.Select(each => each.Process.WaitForExitAsync())];
        Assert.True(SpinWait.SpinUntil(() => ends.Count(end => end.IsCompleted) >= count, Patience));
        return [.. all.Where(each => each.Process.ExitCode == 7).Select(each => each.Name)];
    }

    private void WaitForLog(int count) => State.When("/log", log => log.Count >= count, Patience);
}
