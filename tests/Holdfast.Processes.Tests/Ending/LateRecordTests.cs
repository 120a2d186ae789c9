using System.Runtime.InteropServices;
using Holdfast.Processes.Table;
using Holdfast.Processes.Tests.Starting;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>
/// Ends that cannot be written down at once, here because another's exclusive function outlasts the time of a commit:
/// the record said for ever that the process runs, or that it died and nobody knows how.
/// </summary>
public sealed class LateRecordTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _end = new(0);

    public LateRecordTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Store = new StoreOptions { Timeout = TimeSpan.FromMilliseconds(500) } });

    [Theory]
    [InlineData(Backend.Process, -9)]
    [InlineData(Backend.Thread, 0)]
    public async Task End_CannotBeRecorded_IsRecordedLater(Backend backend, int code)
    {
        ChildProcess process = _context.Start(new ProcessOptions { Backend = backend }, Functions.Obey);
        State table = _context.Table.State;
        StatePath record = ProcessTable.PathOf(process.Id!);
        table.When(record, value => (string?)value["state"] == "Running", Patience);
        Thread others = new(() => table.Exclusive(_ =>
        {
            _begun.Release();
            _end.Wait(Patience);
        }));
        others.UnsafeStart();
        Assert.True(_begun.Wait(Patience, TestContext.Current.CancellationToken));
        process.Signal(backend == Backend.Process ? (PosixSignal)9 : PosixSignal.SIGTERM);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(code, process.ExitCode);
        Assert.False(table.Exists(record / "exitCode"));
        _end.Release();
        table.When(record / "exitCode", value => (int)value == code, Patience);
        Assert.Equal(ProcessPhase.Ended, _context.Store.FindProcess(process.Id!).Status.Phase);
        others.Join();
    }

    public void Dispose()
    {
        _end.Release();
        _context.Dispose();
        _begun.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }
}
