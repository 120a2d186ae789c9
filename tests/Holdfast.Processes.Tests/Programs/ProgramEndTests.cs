using Holdfast.Processes.Tests.Ending;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>A program that ends with processes that it never disposed of.</summary>
public sealed class ProgramEndTests : IDisposable
{
    private const int Aborted = 134; // 128 + SIGABRT, as the framework shows it
    private const int Killed = 137;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();

    [Fact]
    public void Main_ThrowsWhatNobodyHandles_LeavesNoDescendant()
    {
        using OtherProgram program = Start(ProcessEnding.Stop);
        string id = program.Ask("hold child");
        program.Ask("run 3");
        program.Tell("crash");
        Assert.Equal(Aborted, program.WaitForEnd());
        AssertNoneIsLeft();
        Assert.Contains("nobody handles this", program.Errors, StringComparison.Ordinal);
        AwaitDied(id);
    }

    [Fact]
    public void Main_ReturnsWithoutDispose_StopsAll()
    {
        using OtherProgram program = Start(ProcessEnding.Stop);
        string[] ids = [program.Ask("hold child"), program.Ask("survive survivor")];
        program.Tell("exit 7");
        Assert.Equal(7, program.WaitForEnd());
        Assert.Empty(_marked.Find());
        Assert.All(ids, id => Assert.Equal(-15, Record(id).ExitCode));
    }

    [Fact]
    public void Main_ReturnsAndIsToLeaveThem_EndsAllButThoseThatOutliveIt()
    {
        using OtherProgram program = Start(ProcessEnding.Leave);
        string[] ids = [program.Ask("hold child"), program.Ask("survive survivor")];
        program.Tell("exit 0");
        Assert.Equal(0, program.WaitForEnd());
        Assert.True(SpinWait.SpinUntil(() => _marked.Find().Length == 1, Patience));
        ProcessStatus survivor = Record(ids[1]);
        Assert.Equal([survivor.Pid], _marked.Find().Cast<int?>());
        Assert.Equal(ProcessPhase.Running, survivor.Phase);
        AwaitDied(ids[0]);
        Assert.True(Signals.Send((System.Runtime.InteropServices.PosixSignal)9, survivor.Pid));
        AssertNoneIsLeft();
    }

    [Fact]
    public void Main_IsKilled_LeavesNoDescendant()
    {
        using OtherProgram program = Start(ProcessEnding.Wait);
        program.Ask("hold child");
        program.Ask("run 3");
        program.Kill();
        Assert.Equal(Killed, program.WaitForEnd());
        AssertNoneIsLeft();
    }

    public void Dispose() => _folder.Dispose();

    private OtherProgram Start(ProcessEnding ending) =>
        new(OtherProgram.ByRunner, _folder.Store, ending, _marked.Environment);

    private ProcessStatus Record(string id)
    {
        using Store store = Store.Open(_folder.Store);
        return store.FindProcess(id).Status;
    }

    private void AwaitDied(string id)
    {
        using Store store = Store.Open(_folder.Store);
        store.WhenPhase(id, ProcessPhase.Died, Patience);
    }

    private void AssertNoneIsLeft() => Assert.Empty(_marked.WaitForNone(Second).Left);
}
