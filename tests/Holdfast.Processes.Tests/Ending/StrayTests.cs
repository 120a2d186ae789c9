using System.Runtime.InteropServices;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Programs that left the process group of their child, as a daemon does: they lived on.</summary>
public sealed class StrayTests : IDisposable
{
    private const PosixSignal Kill = (PosixSignal)9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();
    private readonly ProcessContext _context;

    public StrayTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Environment = _marked.Environment } });

    [Fact]
    public void Child_Returned_TakesItsDaemonAlong()
    {
        _context.Start(StrayFunctions.StartDaemon).Wait(Patience);
        AssertNoneIsLeft();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Child_ThatLeavesDaemons_TakesNoneAlong(int spares)
    {
        using ProcessContext context = new(
            _folder.Store,
            new ProcessContextOptions
            {
                Process = new ProcessOptions { Environment = _marked.Environment },
                Spares = spares,
            });
        context.Start(new ProcessOptions { LeavesDaemons = true }, StrayFunctions.StartDaemon).Wait(Patience);
        context.Start(StrayFunctions.StartDaemon).Wait(Patience);
        context.Dispose();
        Assert.Single(_marked.WaitForNone(Second).Left);
    }

    [Fact]
    public void Child_Killed_TakesItsDaemonAlong()
    {
        ChildProcess child = _context.Start(StrayFunctions.StartDaemonAndWait);
        _context.State.When("/daemons", count => (int)count == 1, Patience);
        child.Signal(Kill);
        AssertNoneIsLeft();
    }

    [Fact]
    public void Parent_Killed_LeavesNoDaemonOfAChild()
    {
        ChildProcess parent = _context.Start(StrayFunctions.StartAChildWithADaemon);
        _context.State.When("/daemons", count => (int)count == 1, Patience);
        parent.Signal(Kill);
        AssertNoneIsLeft();
    }

    [Fact]
    public void Dispose_Returned_HasEndedTheDaemons()
    {
        _context.Start(StrayFunctions.StartDaemonAndWait);
        _context.State.When("/daemons", count => (int)count == 1, Patience);
        _context.Dispose();
        AssertNoneIsLeft();
    }

    [Fact]
    public void Child_WithASurvivor_LeavesThatAlone()
    {
        _context.State["/goOn"] = true;
        ChildProcess root = _context.Start(Families.LeaveSurvivor);
        Assert.Throws<ProcessWaitException>(() => root.Wait(Patience));
        _context.Start(StrayFunctions.StartDaemon).Wait(Patience);
        (_, int[] left) = _marked.WaitForNone(Second / 2);
        Assert.Single(left);
        _context.State.Remove("/goOn");
        Assert.Empty(_marked.WaitForNone(Patience).Left);
    }

    public void Dispose()
    {
        _context.Dispose();
        foreach (int left in _marked.Find()) Signals.Send(Kill, left);
        _folder.Dispose();
    }

    private void AssertNoneIsLeft()
    {
        (_, int[] left) = _marked.WaitForNone(Second);
        Assert.True(left.Length == 0, $"left: {string.Join(' ', left)}");
    }
}
