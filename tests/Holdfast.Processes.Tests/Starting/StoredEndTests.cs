using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes.Tests.Ending;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>The end of a process that another program started, told by its record and by the kernel.</summary>
public sealed class StoredEndTests : IDisposable
{
    private const PosixSignal Kill = (PosixSignal)9;
    private const PosixSignal Suspend = (PosixSignal)19;
    private const PosixSignal Continue = (PosixSignal)18;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;
    private readonly ChildProcess _maker;
    private readonly StoredProcess _leaf;

    public StoredEndTests()
    {
        _context = new ProcessContext(_folder.Store);
        _maker = _context.Start(Families.Grow, 1, -1);
        _context.State.When("/leaves", leaves => (int)leaves == 2, Patience);
        _leaf = _context.Store.FindProcess("Families.Leaf");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_KilledUnderItsMaker_GivesItsExitCode()
    {
        Task<ProcessStatus> waiting = _leaf.WaitAsync(Patience, Token);
        Assert.False(waiting.IsCompleted);
        Signals.Send(Kill, _leaf.Status.Pid!.Value);
        ProcessStatus end = await waiting;
        Assert.Equal(ProcessPhase.Ended, end.Phase);
        Assert.Equal(-9, end.ExitCode);
        Assert.Equal(end, _leaf.Wait(Patience, Token));
    }

    [Fact]
    public async Task WaitAsync_NobodyIsLeftToWriteItDown_SaysThatItDied()
    {
        Task<ProcessStatus> waiting = _leaf.WaitAsync(Patience, Token);
        Signals.Send(Suspend, _leaf.Status.Pid!.Value);
        _maker.Signal(Kill);
        Signals.Send(Kill, _leaf.Status.Pid!.Value);
        ProcessStatus end = await waiting;
        Assert.Equal(ProcessPhase.Died, end.Phase);
        Assert.Null(end.ExitCode);
    }

    [Fact]
    public void Wait_MakerIsStopped_DoesNotWaitForItsWord()
    {
        _maker.Signal(Suspend);
        Signals.Send(Kill, _leaf.Status.Pid!.Value);
        Assert.Equal(ProcessPhase.Died, _leaf.Wait(Patience, Token).Phase);
        _maker.Signal(Continue);
        _context.Table.State.When(
            Table.ProcessTable.PathOf(_leaf.Status.Id), record => record.TryGet("exitCode", out _), Patience);
        Assert.Equal(-9, _leaf.Wait(Patience, Token).ExitCode);
    }

    [Fact]
    public void Wait_ItGoesOn_TimesOut()
    {
        HoldfastTimeoutException over = Assert.Throws<HoldfastTimeoutException>(
            () => _leaf.Wait(TimeSpan.FromMilliseconds(20), Token));
        Assert.Equal(ErrorCode.TimedOut, over.Code);
    }

    [Fact]
    public void Wait_ItIsForgotten_SaysThatItDied()
    {
        _maker.Signal(Suspend);
        Signals.Send(Kill, _leaf.Status.Pid!.Value);
        _context.Table.Forget([_leaf.Status.Id]);
        Assert.Equal(ProcessPhase.Died, _leaf.Wait(Patience, Token).Phase);
        _maker.Signal(Continue);
    }

    [Fact]
    public async Task Monitor_ItEnds_IsToldOnceUnlessUndone()
    {
        TaskCompletionSource<ProcessStatus> told = new();
        bool isWrong = false;
        _leaf.Monitor(_ => isWrong = true).Dispose();
        using IDisposable monitor = _leaf.Monitor(told.SetResult);
        Signals.Send(Kill, _leaf.Status.Pid!.Value);
        Assert.Equal(-9, (await told.Task.WaitAsync(Patience, Token)).ExitCode);
        TaskCompletionSource<ProcessStatus> again = new();
        using IDisposable late = _leaf.Monitor(again.SetResult);
        Assert.Equal(-9, (await again.Task.WaitAsync(Patience, Token)).ExitCode);
        Assert.False(isWrong);
    }

    /// <summary>The list stayed as it was until somebody committed something.</summary>
    [Fact]
    public async Task WatchProcesses_MakerAndChildKilled_TellsIt()
    {
        await using IAsyncEnumerator<IReadOnlyList<ProcessStatus>> lists =
            _context.Store.WatchProcesses(Token).GetAsyncEnumerator(Token);
        Assert.True(await lists.MoveNextAsync());
        Assert.False(lists.Current.First(process => process.Id == _leaf.Status.Id).IsOver);
        _maker.Signal(Suspend);
        Signals.Send(Kill, _leaf.Status.Pid!.Value);
        _maker.Signal(Kill);
        do
        {
            Assert.True(await lists.MoveNextAsync().AsTask().WaitAsync(Patience, Token));
        }
        while (!lists.Current.First(process => process.Id == _leaf.Status.Id).IsOver);
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }
}
