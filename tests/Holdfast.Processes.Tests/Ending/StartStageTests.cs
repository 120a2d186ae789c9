using System.Runtime.InteropServices;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>A parent that is killed while its child is at one known stage of its start.</summary>
/// <remarks>
/// The child is stopped where the stage is seen in what it has loaded or opened, then its parent is killed, and then it
/// may go on: so the kill is at that stage, however fast the machine is.
/// </remarks>
public sealed class StartStageTests : IDisposable
{
    private const PosixSignal Kill = (PosixSignal)9;
    private const PosixSignal Halt = (PosixSignal)19;
    private const PosixSignal Continue = (PosixSignal)18;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();
    private readonly ProcessContext _context;

    public StartStageTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Environment = _marked.Environment } });

    /// <summary>The stages in their order: what the child has then, and has not had before.</summary>
    public static TheoryData<string> Stages =>
        ["", "libhostfxr.so", "libcoreclr.so", "System.Private.CoreLib.dll", "Holdfast.Processes.dll", "Holdfast.dll"];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Parent_KilledWhenItsChildHasLoaded_LeavesNoDescendant(string file) =>
        KillAt(child => IsMapped(child, file));

    [Fact]
    public void Parent_KilledWhenItsChildHasTheStoreOpen_LeavesNoDescendant() =>
        KillAt(child => IsMapped(child, _folder.Store));

    [Fact]
    public void Parent_KilledWhenItsChildSaysThatItRuns_LeavesNoDescendant() =>
        KillAt(child => _context.Store.GetProcesses().Any(process => process.Pid == child));

    [Fact]
    public void Parent_KilledWhenTheFunctionRuns_LeavesNoDescendant() =>
        KillAt(_ => _context.State.TryGet("/leaves", out _));

    /// <summary>The record is there; what starts it is held up at its output, a pipe that nobody reads.</summary>
    [Fact]
    public void Parent_KilledBeforeItsChildIsThere_LeavesNoDescendant()
    {
        string gate = Path.Combine(_folder.Root, "gate");
        Assert.Equal(0, FaultFunctions.RunNative($"mkfifo {gate}"));
        ChildProcess root = _context.Start(StartGated, gate);
        _context.Table.State.When("/processes", all => all.Count == 2, Patience);
        Assert.Equal([root.Pid!.Value], _marked.Find());
        root.Signal(Kill);
        AssertNoneIsLeft();
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private static void StartOne(ProcessContext context)
    {
        context.Start(Families.Leaf);
        Thread.Sleep(Timeout.Infinite);
    }

    private static void StartGated(ProcessContext context, string gate) =>
        context.Start(new ProcessOptions { Output = ProcessOutput.ToFile(gate) }, Families.Leaf);

    private void KillAt(Func<int, bool> isThere)
    {
        ChildProcess root = _context.Start(StartOne);
        int child = AwaitChild(root.Pid!.Value);
        Assert.True(SpinWait.SpinUntil(() => isThere(child), Patience));
        Assert.True(Signals.Send(Halt, child));
        root.Signal(Kill);
        Assert.Throws<ProcessWaitException>(() => root.Wait(Patience));
        Signals.Send(Continue, child);
        AssertNoneIsLeft();
    }

    private int AwaitChild(int parent)
    {
        int[] others = [];
        Assert.True(SpinWait.SpinUntil(
            () => (others = [.. _marked.Find().Where(process => process != parent)]).Length > 0, Patience));
        return Assert.Single(others);
    }

    /// <summary>Whether a process has a file of that name in its memory or open.</summary>
    private static bool IsMapped(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/maps").Contains(file, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void AssertNoneIsLeft()
    {
        (TimeSpan taken, int[] left) = _marked.WaitForNone(TimeSpan.FromSeconds(1));
        Assert.True(left.Length == 0, $"after {taken}: {string.Join(' ', left)}");
    }
}
