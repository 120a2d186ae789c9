namespace Holdfast.Processes.Tests.Ending;

/// <summary>What threads of this program have started, when they or their context end.</summary>
public sealed class ThreadEndingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;
    private readonly Store _store;

    public ThreadEndingTests()
    {
        _store = Store.Open(_folder.Store);
        _context = new ProcessContext(
            _store, new ProcessContextOptions { Process = new ProcessOptions { Backend = Backend.Thread } });
    }

    [Fact]
    public void Thread_Returned_LeavesNoDescendant()
    {
        _context.Start(Families.StartAndReturn).Wait(Patience);
        AssertNoneIsLeft(1);
    }

    [Fact]
    public void Thread_Failed_LeavesNoDescendant()
    {
        ChildProcess failing = _context.Start(Families.StartAndFail);
        Assert.Throws<ProcessWaitException>(() => failing.Wait(Patience));
        AssertNoneIsLeft(1);
    }

    [Fact]
    public void Dispose_WithRunningThreads_EndsThemAndTheirs()
    {
        for (int count = 0; count < 2; count++) _context.Start(StartAndObey);
        _context.State.When("/leaves", leaves => (int)leaves == 2, Patience);
        _context.Dispose();
        AssertNoneIsLeft(2);
        Assert.All(_context.Processes, process => Assert.Equal(0, process.ExitCode));
    }

    public void Dispose()
    {
        _context.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    private static void StartAndObey(ProcessContext context, CancellationToken token)
    {
        context.Start(new ProcessOptions { Backend = Backend.Process }, Families.Leaf);
        token.WaitHandle.WaitOne();
    }

    /// <summary>The table has so many leaves, which have all ended.</summary>
    private void AssertNoneIsLeft(int leaves)
    {
        ProcessStatus[] started = [.. _store.GetProcesses().Where(process => process.Backend == Backend.Process)];
        Assert.Equal(leaves, started.Length);
        Assert.True(SpinWait.SpinUntil(() => started.All(leaf => !Directory.Exists($"/proc/{leaf.Pid}")), Second));
        Assert.All(_store.GetProcesses(), process => Assert.Equal(ProcessPhase.Ended, process.Phase));
    }
}
