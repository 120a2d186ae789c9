using System.Diagnostics.CodeAnalysis;
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
    private ProcessContext? _context;
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _end = new(0);

    // Without a time for commits the end itself waited for its record, and with it Wait, Stop and Dispose.
    [Theory]
    [InlineData(Backend.Process, -9, 500)]
    [InlineData(Backend.Thread, 0, 500)]
    [InlineData(Backend.Process, -9, Timeout.Infinite)]
    [InlineData(Backend.Thread, 0, Timeout.Infinite)]
    public async Task End_CannotBeRecorded_IsRecordedLater(Backend backend, int code, int milliseconds)
    {
        Begin(milliseconds);
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

    // The exception of the thread of the child ended the whole program.
    [Theory]
    [InlineData(Backend.Process)]
    [InlineData(Backend.Thread)]
    public void End_RecordIsDamaged_IsToldAllTheSame(Backend backend)
    {
        Begin(Timeout.Infinite);
        ChildProcess process = _context.Start(new ProcessOptions { Backend = backend }, Functions.Obey);
        _context.State.When("/sleeping", value => (bool)value, Patience);
        _context.Table.State.When(
            ProcessTable.PathOf(process.Id!), value => (string?)value["state"] == "Running", Patience);
        _context.Table.State[ProcessTable.PathOf(process.Id!) / "state"] = "no state at all";
        process.Signal(PosixSignal.SIGTERM);
        Assert.Equal("obeyed", process.Wait<string>(Patience));
    }

    [MemberNotNull(nameof(_context))]
    private void Begin(int milliseconds) => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions
        {
            Store = new StoreOptions { Timeout = TimeSpan.FromMilliseconds(milliseconds) },
        });

    public void Dispose()
    {
        _end.Release();
        _context?.Dispose();
        _begun.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }
}
