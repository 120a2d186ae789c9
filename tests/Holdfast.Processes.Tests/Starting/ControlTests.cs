using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>Stops, signals and control from elsewhere; what holds on both backends.</summary>
public abstract class ControlTests : IDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _elsewhere;

    protected ControlTests(Backend backend)
    {
        Context = new ProcessContext(
            _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });
        _elsewhere = Store.Open(_folder.Store);
    }

    protected ProcessContext Context { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void PauseResumeCancel_FromElsewhere_AreObeyed()
    {
        ChildProcess process = StartWork();
        Assert.Equal(RunPhase.Paused, _elsewhere.FindProcess(process.Id!).Pause());
        Assert.Equal(RunPhase.Paused, _elsewhere.FindProcess(process.Id!).Status.Run);
        Assert.Equal(RunPhase.Running, _elsewhere.FindProcess(process.Id!).Resume());
        _elsewhere.FindProcess(process.Id!).Cancel();
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Contains("RunCancelledException", failed.Message, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task StopAsync_FromElsewhere_EndsItAndIsWrittenDown()
    {
        ChildProcess process = StartWork();
        Assert.True(await _elsewhere.FindProcess(process.Id!).StopAsync(token: Token));
        await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        Assert.False(process.IsAlive);
        Assert.Equal(ProcessPhase.Ended, _elsewhere.FindProcess(process.Id!).Status.Phase);
        Assert.False(await _elsewhere.FindProcess(process.Id!).StopAsync(token: Token));
    }

    [Fact]
    public void Signal_Terminate_IsTheWishToEnd()
    {
        ChildProcess process = Context.Start(Functions.Obey);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        process.Signal(PosixSignal.SIGTERM);
        Assert.Equal("obeyed", process.Wait<string>(Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Stop_WhileItWaitsForARetry_EndsTheWaiting()
    {
        ChildProcess process = Context.Start(Retrying(TimeSpan.FromHours(1)), FailAtOnce);
        Context.Table.State.When(
            Table.ProcessTable.PathOf(process.Id!), record => record.TryGet("/retries", out _), Patience);
        Assert.Equal(1, process.Stop(Patience));
        Assert.IsType<TimeoutException>(
            Assert.Throws<ProcessWaitException>(() => process.Wait(Patience)).InnerException);
        Assert.Equal(1, Context.State.Get<int>("/tries"));
    }

    // A process that retries on SIGTERM was killed after the grace, and a thread was told to be one that goes on.
    [Fact]
    public async Task StopAsync_FromElsewhereWhileItWaitsForARetry_EndsTheWaiting()
    {
        ProcessOptions options = Retrying(TimeSpan.FromHours(1));
        if (Context.Options.Process.Backend == Backend.Process)
            options = options with { Retry = options.Retry! with { Signals = [PosixSignal.SIGTERM] } };
        ChildProcess process = Context.Start(options, FailAtOnce);
        Context.Table.State.When(
            Table.ProcessTable.PathOf(process.Id!), record => record.TryGet("/retries", out _), Patience);
        Assert.True(await _elsewhere.FindProcess(process.Id!).StopAsync(Patience, Token));

        // A signal that comes just before the delay begins ends it at once.
        Assert.Contains(await process.WaitForExitAsync(Token).WaitAsync(Patience, Token), (int[])[1, -15]);
        Assert.Equal(1, Context.State.Get<int>("/tries"));
    }

    [Fact]
    public void Stop_OfOneWhoseEndIsRetried_IsNotRetried()
    {
        ChildProcess process = Context.Start(Retrying(TimeSpan.Zero), FailWhenAsked);
        Context.State.When("/sleeping", value => (bool)value, Patience);
        process.Stop(Patience);
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(1, Context.State.Get<int>("/tries"));
    }

    [Fact]
    public void GetProcesses_AfterAnEnd_SayHowItWas()
    {
        Context.Start(Functions.Square, 2).Wait(Patience);
        Assert.Throws<ProcessWaitException>(() => Context.Start(Functions.Fail).Wait(Patience));
        Assert.Throws<ProcessWaitException>(() => Context.Start(Functions.Leave, 4).Wait(Patience));
        IReadOnlyList<ProcessStatus> all = _elsewhere.GetProcesses();
        Assert.Equal([0, 1, 4], all.Select(process => process.ExitCode));
        Assert.Equal([null, "System.ArgumentException: this cannot be", null], all.Select(process => process.Error));
        Assert.All(all, process => Assert.Equal(ProcessPhase.Ended, process.Phase));
    }

    public void Dispose()
    {
        Context.Dispose();
        _elsewhere.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected ChildProcess StartWork()
    {
        ChildProcess process = Context.Start(Functions.Work);
        Context.State.When("/step", step => (int)step > 2, Patience);
        return process;
    }

    private static ProcessOptions Retrying(TimeSpan delay) => new()
    {
        Output = ProcessOutput.Discard,
        Retry = new RetryPolicy { Exceptions = [typeof(Exception)], Delay = delay },
    };

    private static void FailAtOnce(State state, CancellationToken token)
    {
        state.Add("/tries", 1);
        token.ThrowIfCancellationRequested();
        throw new TimeoutException("too late");
    }

    private static void FailWhenAsked(State state, CancellationToken token)
    {
        state.Add("/tries", 1);
        state["/sleeping"] = true;
        token.WaitHandle.WaitOne();
        throw new InvalidOperationException("asked");
    }
}
