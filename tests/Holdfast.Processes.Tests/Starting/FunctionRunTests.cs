using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What the wish to stop does when the store cannot take it.</summary>
public sealed class FunctionRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Store _store = Store.Open("memory:");
    private readonly ManualResetEvent _isOver = new(false);

    [Fact]
    public void Stop_WhoseCommitFails_StillReachesTheFunction() => Assert.Equal(
        "\"obeyed\"",
        RunAndStop(() => throw new HoldfastException(ErrorCode.DiskFull, "No space is left.")));

    [Fact]
    public void Stop_WhoseCommitHasToWait_HoldsNobodyUp() =>
        Assert.Equal("\"obeyed\"", RunAndStop(() => _isOver.WaitOne()));

    public void Dispose()
    {
        _isOver.Set();
        _store.Dispose();
        _isOver.Dispose();
    }

    private string RunAndStop(Action commit)
    {
        Call call = CallBinding.Bind(Functions.Obey, [], named: null, json: null);
        BeginMessage begin = new()
        {
            Version = BeginMessage.OwnVersion,
            Address = _store.Address,
            Options = new StoreOptions(),
            Namespace = "default",
            Id = "1",
            Name = "obeying",
            Call = call,
        };
        using ProcessServices services = new(() => _store, () => _store, begin);
        FunctionRun run = new(begin, call, new CommitServices(services, commit), json: null)
        {
            Retrying = (_, _, _) => { },
            MustEnd = () => false,
        };
        Task<RunOutcome> ended = Task.Run(() => run.Run(call.Function.Resolve()));
        services.State.When("/sleeping", value => (bool)value, Patience);
        run.Stop();
        Assert.True(ended.Wait(Patience));
        Assert.Equal(FrameKind.Returned, ended.Result.Kind);
        return System.Text.Encoding.UTF8.GetString(ended.Result.Payload);
    }

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
