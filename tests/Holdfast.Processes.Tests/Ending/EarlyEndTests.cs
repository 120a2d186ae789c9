using Holdfast.Errors;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Tests.Maps;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Children that exit at once, fork on their own, or are killed for memory.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private const int ForkedCopies = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();
    private readonly ProcessContext _context;

    public EarlyEndTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Workers = 1, Process = new ProcessOptions { Environment = _marked.Environment } });

    /// <summary>A runtime that gets no memory, and one that does not find a hook of others.</summary>
    public static TheoryData<string, string> NoRuntime => new()
    {
        { "DOTNET_GCHeapHardLimit", "1" },
        { "DOTNET_STARTUP_HOOKS", "/no/such/hook.dll" },
    };

    [Theory]
    [MemberData(nameof(NoRuntime))]
    public void Start_RuntimeThatExitsAtOnce_IsAFailureAndWrittenDown(string variable, string value)
    {
        ChildProcess process = _context.Start(Failing(variable, value), FaultFunctions.Length, new byte[1]);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(ErrorCode.ProcessFailed, failed.Code);
        Assert.NotEqual(0, failed.ExitCode);
        ProcessStatus status = _context.Store.FindProcess(process.Id!).Status;
        Assert.Equal(ProcessPhase.Ended, status.Phase);
        Assert.Equal(failed.ExitCode, status.ExitCode);
    }

    [Theory]
    [MemberData(nameof(NoRuntime))]
    public void Map_WorkersThatExitAtOnce_FailsAndLeavesNone(string variable, string value)
    {
        using ProcessContext context = new(_folder.Store, new ProcessContextOptions
        {
            Workers = 2,
            Process = Failing(variable, value),
        });
        ProcessFailed(() => context.Map(MapFunctions.Square, Enumerable.Range(1, 100)).Sum());
        ProcessFailed(() => context.Run<int>(MapFunctions.Square, 2));
        Assert.Empty(context.Workers);
        Assert.Empty(_marked.WaitForNone(Patience).Left);

        static void ProcessFailed(Func<object> act) => Assert.Equal(
            ErrorCode.ProcessFailed, Assert.ThrowsAny<HoldfastOperationException>(act).Code);
    }

    [Fact]
    public void Child_ThatForksOnItsOwn_IsOverWithItsCopies()
    {
        Assert.Equal(ForkedCopies, _context.Start(FaultFunctions.Fork, ForkedCopies).Wait<int>(Patience));
        Assert.Empty(_marked.WaitForNone(TimeSpan.FromSeconds(1)).Left);
    }

    [Fact]
    public void Child_KilledThatHadForked_IsOverWithItsCopies()
    {
        ChildProcess process = _context.Start(FaultFunctions.ForkAndStay, ForkedCopies);
        _context.State.When("/ready", ready => (bool)ready, Patience);
        Assert.Equal(1 + ForkedCopies, _marked.Find().Length);
        process.Signal((System.Runtime.InteropServices.PosixSignal)9);
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Empty(_marked.WaitForNone(TimeSpan.FromSeconds(1)).Left);
    }

    [Fact]
    public void Worker_ThatForksOnItsOwn_GoesOnAndLeavesNoCopy()
    {
        Assert.Equal(ForkedCopies, _context.Run<int>(FaultFunctions.Fork, ForkedCopies));
        Assert.Equal(9, _context.Run<int>(MapFunctions.Square, 3));
        _context.Dispose();
        Assert.Empty(_marked.WaitForNone(TimeSpan.FromSeconds(1)).Left);
    }

    [Fact]
    public void Child_ThatTheKernelKillsForMemory_IsSeenToDieAndLetsGoOfItsLock()
    {
        using MemoryGroup group = new(160 << 20);
        group.SkipWithout();
        ChildProcess process = _context.Start(FaultFunctions.HoardInGroup, group.Members);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(-9, failed.ExitCode);
        Assert.True(_context.State.Get<bool>("/ready"));
        using Hold free = _context.State.GetLock("/lock").Take(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(-9, _context.Store.FindProcess(process.Id!).Status.ExitCode);
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private ProcessOptions Failing(string variable, string value) => new()
    {
        Output = ProcessOutput.Discard,
        Environment = new Dictionary<string, string?>(_marked.Environment) { [variable] = value },
    };
}
