using System.Runtime.CompilerServices;
using Holdfast.Errors;
using Holdfast.Processes.Supervision;

namespace Holdfast.Processes.Tests.Supervision;

/// <summary>Links and monitors, on both backends.</summary>
public sealed class LinkTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public LinkTests() => _context = new ProcessContext(_folder.Store);

    [Theory]
    [InlineData(Backend.Process)]
    [InlineData(Backend.Thread)]
    public async Task Link_OneFails_StopsAllThatAreLinkedAlsoThroughOthers(Backend backend)
    {
        ChildProcess[] all = Start(backend, "a", "b", "c", "d");
        using ProcessLink first = ProcessContext.Link(all[0], all[1]);
        using ProcessLink second = ProcessContext.Link(all[1], all[2]);
        _context.State["/orders/a"] = "fail";
        foreach (ChildProcess process in all[..3]) await EndOfAsync(process);
        Assert.Equal([1, -15, -15], all[..3].Select(process => process.ExitCode));
        Assert.True(all[3].IsAlive);
        Assert.Same(all[0], first.Cause);
        Assert.Same(all[1], second.Cause);
    }

    [Theory]
    [InlineData(Backend.Process)]
    [InlineData(Backend.Thread)]
    public async Task Link_OneReturnsOrIsStopped_LeavesTheOthers(Backend backend)
    {
        ChildProcess[] all = Start(backend, "a", "b", "c");
        using ProcessLink link = ProcessContext.Link(all);
        _context.State["/orders/a"] = "leave";
        await EndOfAsync(all[0]);
        await all[1].StopAsync();
        Assert.True(all[2].IsAlive);
        Assert.Null(link.Cause);
    }

    [Theory]
    [InlineData(Backend.Process)]
    [InlineData(Backend.Thread)]
    public async Task Link_OneFailedBeforeTheOtherStarted_RefusesThatItsStart(Backend backend)
    {
        ProcessOptions options = new() { Backend = backend };
        ChildProcess failing = _context.Create(options, SupervisedFunctions.Fail);
        ChildProcess late = _context.Create(options, SupervisedFunctions.Fail);
        ChildProcess running = Start(backend, "a")[0];
        using ProcessLink link = ProcessContext.Link(failing, late, running);
        failing.Start();
        Assert.Equal(-15, await EndOfAsync(running));
        Assert.Equal(
            ErrorCode.LinkFailed, Assert.Throws<HoldfastOperationException>(() => late.Start()).Code);
        Assert.Equal(ProcessPhase.Created, late.Phase);
        link.Dispose();
        late.Start();
    }

    [Theory]
    [InlineData(Backend.Process)]
    [InlineData(Backend.Thread)]
    public async Task Monitor_End_IsToldOnceAndAtOnceWhenItIsOver(Backend backend)
    {
        ChildProcess process = _context.Create(
            new ProcessOptions { Backend = backend }, SupervisedFunctions.Obey, "a");
        TaskCompletionSource<int?> early = new();
        using IDisposable first = process.Monitor(ended => early.SetResult(ended.ExitCode));
        process.Monitor(_ => early.SetException(new InvalidOperationException("it was taken back"))).Dispose();
        process.Start();
        _context.State["/orders/a"] = "fail";
        Assert.Equal(1, await early.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        TaskCompletionSource<int?> late = new();
        using IDisposable second = process.Monitor(ended => late.SetResult(ended.ExitCode));
        Assert.Equal(1, await late.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    // They were kept for as long as the process lived, however many were made and taken back.
    [Fact]
    public void Dispose_OfMonitorAndLink_LetsGoOfThem()
    {
        ChildProcess process = _context.Create(SupervisedFunctions.Fail);
        WeakReference[] gone = [LeaveMonitor(process), LeaveLink(process)];
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.All(gone, left => Assert.False(left.IsAlive));
        GC.KeepAlive(process);
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LeaveMonitor(ChildProcess process)
    {
        object told = new();
        process.Monitor(_ => GC.KeepAlive(told)).Dispose();
        return new WeakReference(told);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LeaveLink(ChildProcess process)
    {
        ProcessLink link = ProcessContext.Link(process);
        link.Dispose();
        return new WeakReference(link);
    }

    private static Task<int> EndOfAsync(ChildProcess process) => process.WaitForExitAsync().WaitAsync(Patience);

    private ChildProcess[] Start(Backend backend, params string[] names)
    {
        ChildProcess[] all = [.. names.Select(name => _context.Start(
            new ProcessOptions { Backend = backend }, SupervisedFunctions.Obey, name))];
        _context.State.When("/log", log => log.Count == names.Length, Patience);
        return all;
    }
}
