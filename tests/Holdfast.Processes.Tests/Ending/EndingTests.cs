using System.Runtime.InteropServices;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>However a parent ends, a second later no descendant is left, unless it was asked to survive.</summary>
public sealed class EndingTests : IDisposable
{
    private const PosixSignal Kill = (PosixSignal)9;
    private const PosixSignal Halt = (PosixSignal)19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();
    private readonly ProcessContext _context;

    public EndingTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Environment = _marked.Environment } });

    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    public void Parent_EndedByASignal_LeavesNoDescendant(int signal)
    {
        ChildProcess root = _context.Start(Families.Grow, 2, 2);
        AwaitLeaves(9);
        root.Signal((PosixSignal)signal);
        AssertNoneIsLeft();
        Assert.Equal(-signal, root.ExitCode);
    }

    [Fact]
    public void Parent_Returned_LeavesNoDescendant()
    {
        ChildProcess root = _context.Start(Families.StartAndReturn);
        root.Wait(Patience);
        AssertNoneIsLeft();
    }

    [Fact]
    public void Parent_Failed_LeavesNoDescendant()
    {
        ChildProcess root = _context.Start(Families.StartAndFail);
        Assert.Throws<ProcessWaitException>(() => root.Wait(Patience));
        AssertNoneIsLeft();
    }

    [Fact]
    public void Parent_KilledWhileAChildIsStopped_LeavesNoDescendant()
    {
        ChildProcess root = _context.Start(Families.Grow, 1, 0);
        AwaitLeaves(2);
        foreach (int process in _marked.Find().Where(process => process != root.Pid)) Signals.Send(Halt, process);
        root.Signal(Kill);
        AssertNoneIsLeft();
    }

    [Fact]
    public void Parent_KilledAtAnyStageOfStartingAChild_LeavesNoDescendant()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 8; round++)
        {
            ChildProcess root = _context.Start(Families.StartForEver);
            int before = _context.State.TryGet("/started", out Value started) ? (int)started : 0;
            _context.State.When("/started", value => (int)value > before, Patience);

            // Somewhere within the start of a child, which is what the test is about.
            Thread.Sleep(random.Next(150));
            root.Signal(Kill);
            (_, int[] left) = _marked.WaitForNone(Second);
            Assert.True(left.Length == 0, $"left: {string.Join(' ', left)}, seed {seed}");
        }
    }

    [Fact]
    public void Child_CrashedWithAForeignProgram_TakesItAlong()
    {
        ChildProcess root = _context.Start(Families.StartProgramAndDie);
        Assert.Throws<ProcessWaitException>(() => root.Wait(Patience));
        AssertNoneIsLeft();
    }

    [Fact]
    public void Child_AskedToSurvive_GoesOnUntilItEnds()
    {
        _context.State["/goOn"] = true;
        ChildProcess root = _context.Start(Families.LeaveSurvivor);
        Assert.Throws<ProcessWaitException>(() => root.Wait(Patience));
        Assert.Single(_marked.Find());
        _context.State.Remove("/goOn");
        (_, int[] left) = _marked.WaitForNone(Patience);
        Assert.Empty(left);
    }

    [Fact]
    public void Context_ThatIsToWait_WaitsInAChildToo()
    {
        _context.Start(Families.LeaveWaiting).Wait(Patience);
        Assert.Equal(1, _context.State.Get<int>("/counted"));
    }

    [Fact]
    public void Dispose_WithRunningProcesses_StopsAll()
    {
        _context.Start(Families.Grow, 1, 1);
        _context.Start(Families.Leaf);
        AwaitLeaves(5);
        _context.Dispose();
        AssertNoneIsLeft();
    }

    [Fact]
    public void Program_EndsWhileAThreadOfItGoesOn_EndsInOrderWithItsOtherContexts()
    {
        ChildProcess root = _context.Start(Families.LeaveThread);
        root.Wait(Patience);
        Assert.Equal(0, root.ExitCode);
        Assert.Equal(1, _context.State.Get<int>("/counted"));
    }

    [Fact]
    public void PrivateStore_OfAKilledProgram_IsRemovedByTheNextOnceNobodyHasIt()
    {
        _context.State["/goOn"] = true;
        string used = Killed(Families.LeavePrivateWithSurvivor);
        string left = Killed(Families.LeavePrivate);
        Assert.True(Directory.Exists(left) && Directory.Exists(used));
        _context.Start(Families.MakePrivate).Wait(Patience);
        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(used));
        _context.State.Remove("/goOn");
        Assert.Empty(_marked.WaitForNone(Patience).Left);
        _context.Start(Families.MakePrivate).Wait(Patience);
        Assert.False(Directory.Exists(used));

        string Killed(Delegate function)
        {
            Assert.Throws<ProcessWaitException>(() => _context.Start(function).Wait(Patience));
            return (string)_context.State["/private"]!;
        }
    }

    [Fact]
    public void Nested_ManyLevels_EndWithTheirResults() =>
        Assert.Equal(12, _context.Start(Families.Depth, 12).Wait<int>(Patience));

    [Fact]
    public void Nested_TwoHundredAndFifty_OneAfterTheOther_LeaveNone()
    {
        for (int round = 0; round < 25; round++)
        {
            ChildProcess[] ten = [.. Enumerable.Range(0, 10).Select(_ => _context.Start(Families.Nothing))];
            foreach (ChildProcess process in ten) process.Wait(Patience);
        }

        Assert.Equal(250, _context.Store.GetProcesses().Count(process => process.ExitCode == 0));
        AssertNoneIsLeft();
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private void AwaitLeaves(int count) => _context.State.When("/leaves", leaves => (int)leaves == count, Patience);

    private void AssertNoneIsLeft()
    {
        (TimeSpan taken, int[] left) = _marked.WaitForNone(Second);
        Assert.True(left.Length == 0, $"after {taken}: {string.Join(' ', left)}");
    }
}
