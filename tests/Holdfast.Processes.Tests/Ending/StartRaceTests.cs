using System.Runtime.InteropServices;
using Holdfast.Processes.Supervision;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Ends that come while a process is started, which an output file that cannot be opened holds up.</summary>
public sealed partial class StartRaceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _store;
    private readonly ProcessContext _context;
    private readonly string _gate;

    public StartRaceTests()
    {
        _store = Store.Open(_folder.Store);
        _context = new ProcessContext(_store);
        _gate = Path.Combine(_folder.Root, "gate");
        Assert.Equal(0, MakeFifo(_gate, 0x180));
    }

    private ProcessOptions Gated => new() { Output = ProcessOutput.ToFile(_gate) };

    [Fact]
    public void Start_AfterDispose_IsRefused()
    {
        ChildProcess process = _context.Create(FaultFunctions.Ready);
        _context.Dispose();
        Assert.Throws<ObjectDisposedException>(() => process.Start());
        Assert.Empty(_store.GetProcesses());
    }

    [Fact]
    public async Task Dispose_WhileAProcessIsStarted_StopsIt()
    {
        ChildProcess process = _context.Create(Gated, FaultFunctions.Ready);
        Task<int> started = Background(process.Start);
        AwaitRecord();
        Task disposed = Background(Dispose);
        await OpenGateAsync(started, disposed);
        Assert.False(process.IsAlive);

        int Dispose()
        {
            _context.Dispose();
            return 0;
        }
    }

    [Fact]
    public async Task StopAll_WhileAProcessIsStarted_StopsIt()
    {
        ChildProcess process = _context.Create(Gated, FaultFunctions.Ready);
        Task<int> started = Background(process.Start);
        AwaitRecord();
        Task<IReadOnlyList<int?>> stopped = Background(() => _context.StopAll(TimeSpan.Zero));
        await OpenGateAsync(started, stopped);
        Assert.NotNull(Assert.Single(await stopped));
        Assert.False(process.IsAlive);
    }

    [Fact]
    public async Task Dispose_WhileASupervisorStarts_StopsItsChildren()
    {
        Task<Supervisor> started = Background(() => _context.Supervise(
            ChildSpecification.Of("a", FaultFunctions.Ready) with { Process = Gated },
            ChildSpecification.Of("b", FaultFunctions.Ready)));
        AwaitRecord();
        Task<int> disposed = Background(() =>
        {
            _context.Dispose();
            return 0;
        });
        Assert.True(SpinWait.SpinUntil(() => IsDisposed(_context), Patience));
        await OpenGateAsync(disposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => started.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Empty(_context.Supervisors);
        Assert.All(_store.GetProcesses(), process => Assert.Equal(ProcessPhase.Ended, process.Phase));
    }

    /// <summary>The thread that sees the end is held up by what takes the output, so that it is not yet told.</summary>
    [Fact]
    public async Task Stop_OfOneThatHasCrashedAndIsNotYetTold_IsAFailure()
    {
        TextWriter before = Console.Out;
        using GatedWriter writer = new();
        Console.SetOut(writer);
        try
        {
            ChildProcess process = _context.Start(
                new ProcessOptions { Output = ProcessOutput.Prefixed }, FaultFunctions.HelloAndDie);
            Assert.True(writer.IsReached.WaitHandle.WaitOne(Patience));
            Assert.True(SpinWait.SpinUntil(() => IsZombie(process.Pid!.Value), Patience));
            Assert.True(process.IsAlive);
            Task<int?> stopped = process.StopAsync();
            writer.GoOn.Set();
            await stopped.WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.True(process.HasFailed);
            Assert.False(process.WasAskedToEnd);
        }
        finally
        {
            writer.GoOn.Set();
            Console.SetOut(before);
        }
    }

    public void Dispose()
    {
        _context.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    /// <summary>Whether it has ended with all its threads, and waits to be reaped.</summary>
    private static bool IsZombie(int process) =>
        File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal)
            && Directory.GetDirectories($"/proc/{process}/task").Length == 1;

    private static bool IsDisposed(ProcessContext context)
    {
        try
        {
            return context.State is null;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static Task<T> Background<T>(Func<T> run) => Task.Factory.StartNew(
        run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void AwaitRecord() =>
        Assert.True(SpinWait.SpinUntil(() => _store.GetProcesses().Count == 1, Patience));

    /// <summary>Lets the start go on, and waits for tasks, which may be over without that.</summary>
    private async Task OpenGateAsync(params Task[] tasks)
    {
        using FileStream reader = new(_gate, FileMode.Open, FileAccess.Read);
        await Task.WhenAll(tasks).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private sealed class GatedWriter : StringWriter
    {
        public ManualResetEventSlim IsReached { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public override void WriteLine(string? value)
        {
            IsReached.Set();
            GoOn.Wait();
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
