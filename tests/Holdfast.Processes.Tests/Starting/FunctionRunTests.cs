using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Table;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What becomes of a function when the store cannot take what is said of it.</summary>
public sealed class FunctionRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Store _store =
        Store.Open("memory:", new StoreOptions { Timeout = TimeSpan.FromMilliseconds(200) });

    private readonly ManualResetEvent _isOver = new(false);

    [Fact]
    public void Stop_WhoseCommitFails_StillReachesTheFunction() => Assert.Equal(
        "\"obeyed\"",
        RunAndStop(() => throw new HoldfastException(ErrorCode.DiskFull, "No space is left.")));

    [Fact]
    public void Stop_WhoseCommitHasToWait_HoldsNobodyUp() =>
        Assert.Equal("\"obeyed\"", RunAndStop(() => _isOver.WaitOne()));

    // It ended after one try, with the failure of the note in place of its own.
    [Fact]
    public void Run_RetryThatCannotBeNoted_IsMade()
    {
        ProcessTable table = new(_store);
        table.Add(new ProcessRecord
        {
            Id = "",
            Name = "one",
            Function = "One",
            Maker = _store.Self,
            Created = DateTimeOffset.UnixEpoch,
        });
        using (new Exclusion(_store.GetReserved(ProcessTable.Namespace)))
            Assert.Equal("3", ResultOf(Run(WaitFunctions.FailTwice, asked: () => { }, "Ada")));
        Assert.Equal(0, table.Find("1")!.Retries);
    }

    // A function that had returned was reported as failed, and would have run again where that failure is listed.
    [Fact]
    public async Task Run_EndThatCannotBeRecorded_KeepsTheResult()
    {
        Task<RunOutcome> ended = Task.Run(() => Run(WaitFunctions.ReturnWhenOpen, asked: () => { }));
        State.When("/waiting", waiting => (bool)waiting, Patience);
        using (new Exclusion(Runs))
        {
            State["/open"] = true;
            Assert.Equal("\"opened\"", ResultOf(await ended.WaitAsync(Patience)));
        }
    }

    // The run of the first try was still on, so that the second was refused its own.
    [Fact]
    public async Task Run_TryWhoseEndCouldNotBeRecorded_IsFollowedByAnother()
    {
        Exclusion? others = null;
        Task<RunOutcome> ended = Task.Run(() => Run(
            WaitFunctions.FailOnceWhenOpen, asked: () => Interlocked.Exchange(ref others, null)?.Dispose()));
        State.When("/waiting", waiting => (bool)waiting, Patience);
        others = new Exclusion(Runs);
        State["/open"] = true;
        Assert.Equal("2", ResultOf(await ended.WaitAsync(Patience)));
    }

    public void Dispose()
    {
        _isOver.Set();
        _store.Dispose();
        _isOver.Dispose();
    }

    private string RunAndStop(Action commit)
    {
        Call call = CallBinding.Bind(Functions.Obey, [], named: null, json: null);
        BeginMessage begin = BeginOf(call, retry: null);
        using ProcessServices services = new(() => _store, () => _store, begin);
        FunctionRun run = new(
            begin, call, new CommitServices(services, commit), json: null, () => new ProcessTable(_store));
        Task<RunOutcome> ended = Task.Run(() => run.Run(call.Function.Resolve()));
        services.State.When("/sleeping", value => (bool)value, Patience);
        run.Stop();
        Assert.True(ended.Wait(Patience));
        return ResultOf(ended.Result);
    }

    private State State => _store.GetState("default");

    private State Runs => _store.GetReserved(RunPlace.Namespace);

    private RunOutcome Run(Delegate function, Action asked, params object?[] arguments)
    {
        Call call = CallBinding.Bind(function, arguments, named: null, json: null);
        BeginMessage begin = BeginOf(call, new RetryPolicy { Exceptions = [typeof(Exception)], Delay = TimeSpan.Zero });
        using ProcessServices services = new(() => _store, () => _store, begin);
        FunctionRun run = new(begin, call, services, json: null, () =>
        {
            asked();
            return new ProcessTable(_store);
        });
        return run.Run(call.Function.Resolve());
    }

    private static string ResultOf(RunOutcome outcome)
    {
        Assert.Equal(FrameKind.Returned, outcome.Kind);
        return System.Text.Encoding.UTF8.GetString(outcome.Payload);
    }

    private BeginMessage BeginOf(Call call, RetryPolicy? retry) => new()
    {
        Version = BeginMessage.OwnVersion,
        Address = _store.Address,
        Options = new StoreOptions(),
        Namespace = "default",
        Id = "1",
        Name = "one",
        Call = call,
        Retry = retry,
    };

    /// <summary>Services whose cancel does something else when it comes to the commit.</summary>
    private sealed class CommitServices(ProcessServices inner, Action commit) : Services
    {
        public override State State => inner.State;

        public override ProcessContext Context => inner.Context;

        public override RunState Run => inner.Run;

        public override CancellationToken Token => inner.Token;

        public override void CancelHere() => inner.CancelHere();

        public override void CancelRun() => commit();
    }
}
