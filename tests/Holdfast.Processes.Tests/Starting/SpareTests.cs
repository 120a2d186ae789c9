using System.Runtime.InteropServices;
using Holdfast.Processes.Tests.Ending;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>Child processes that wait for what they are to run.</summary>
public sealed class SpareTests : IDisposable
{
    private const PosixSignal Kill = (PosixSignal)9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();
    private readonly ProcessContext _context;

    public SpareTests() => _context = new ProcessContext(_folder.Store, new ProcessContextOptions
    {
        Process = new ProcessOptions { Environment = _marked.Environment },
        Spares = 1,
    });

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Start_SpareWaits_IsThatProcess()
    {
        int spare = AwaitSpare();
        ChildProcess process = _context.Start(Functions.Pid);
        Assert.Equal(spare, process.Pid);
        Assert.Equal(spare, process.Wait<int>(Patience));
        Assert.Equal(0, process.ExitCode);
        Assert.NotEqual(spare, AwaitSpare());
    }

    [Fact]
    public void Start_SpareWaits_SharesTheStateAndStandsInTheTable()
    {
        AwaitSpare();
        _context.Start(Functions.Count).Wait(Patience);
        Assert.Equal(1, _context.State.Get<int>("/count"));
        ProcessStatus stored = Assert.Single(_context.Store.GetProcesses());
        Assert.Equal(0, stored.ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Start_EnvironmentOrOutputOfItsOwn_UsesNone(bool isEnvironment)
    {
        int spare = AwaitSpare();
        Dictionary<string, string?> environment = new(_marked.Environment) { ["HOLDFAST_TEST_OWN"] = "1" };
        ProcessOptions options = isEnvironment
            ? new ProcessOptions { Environment = environment }
            : new ProcessOptions { Output = ProcessOutput.Discard };
        ChildProcess process = _context.Start(options, Functions.Pid);
        Assert.NotEqual(spare, process.Wait<int>(Patience));
        Assert.Equal(spare, _context.Start(Functions.Pid).Wait<int>(Patience));
    }

    [Fact]
    public void Start_LargeArgument_UsesNoneAndArrives()
    {
        int spare = AwaitSpare();
        ChildProcess process = _context.Start((string text) => text.Length, new string('x', 1 << 20));
        Assert.Equal(1 << 20, process.Wait<int>(Patience));
        Assert.NotEqual(spare, process.Pid);
    }

    [Fact]
    public void Start_SpareWasKilled_IsAnotherProcess()
    {
        int spare = AwaitSpare();
        Signals.Send(Kill, spare);
        ChildProcess process = _context.Start(Functions.Pid);
        Assert.NotEqual(spare, process.Wait<int>(Patience));
    }

    [Fact]
    public void Stop_OfOneThatWasASpare_EndsIt()
    {
        AwaitSpare();
        ChildProcess process = _context.Start(Functions.Sleep);
        _context.State.When("/sleeping", value => (bool)value, Patience);
        Assert.Equal(-15, process.Stop());
    }

    [Fact]
    public void Dispose_SparesWait_LeavesNone()
    {
        AwaitSpare();
        Assert.NotEmpty(_marked.Find());
        _context.Dispose();
        Assert.Empty(_marked.Find());
        Assert.Throws<ObjectDisposedException>(() => _context.Start(Functions.Pid));
    }

    [Fact]
    public void Parent_Killed_LeavesNoSpare()
    {
        ChildProcess parent = _context.Start(HaveSpares, _folder.Store);
        _context.State.When("/spares", value => (int)value == 2, Patience);
        _context.Dispose();
        (_, int[] left) = _marked.WaitForNone(TimeSpan.FromSeconds(1));
        Assert.Empty(left);
        Assert.NotNull(parent.ExitCode);
    }

    [Fact]
    public void Spares_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessContextOptions { Spares = -1 });

    /// <summary>Has two spares of its own, and is killed.</summary>
    private static void HaveSpares(State state, string address)
    {
        ProcessContext context = new(address, new ProcessContextOptions { Spares = 2 });
        SpinWait.SpinUntil(() => context.Spares!.Waiting.Count == 2, Patience);
        state["/spares"] = 2;
        Signals.Send(Kill);
    }

    private int AwaitSpare()
    {
        Assert.True(SpinWait.SpinUntil(() => _context.Spares!.Waiting.Count == 1, Patience));
        return _context.Spares!.Waiting[0];
    }
}
