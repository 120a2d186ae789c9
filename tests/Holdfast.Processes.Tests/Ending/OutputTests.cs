namespace Holdfast.Processes.Tests.Ending;

/// <summary>Prefixed output of children whose way out is stuck, or whose pipe others have too.</summary>
public sealed class OutputTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;
    private readonly TextWriter _before = Console.Out;

    public OutputTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Output = ProcessOutput.Prefixed } });

    /// <summary>A pager that is not scrolled held up the messages and the end of every child.</summary>
    [Fact]
    public void Wait_OutputIsStuck_GivesTheResult()
    {
        using ManualResetEventSlim open = new();
        using StuckWriter stuck = new(open);
        Console.SetOut(stuck);
        try
        {
            ChildProcess process = _context.Start(FaultFunctions.Flood, 10);
            Assert.Equal(10, process.Wait<int>(Patience));
            Assert.Equal(0, process.ExitCode);
            Assert.Equal(0, stuck.Count);
            open.Set();
            Assert.True(SpinWait.SpinUntil(() => stuck.Count == 11, Patience));
        }
        finally
        {
            Console.SetOut(_before);
        }
    }

    [Fact]
    public void Wait_AProgramOfItsGroupGoesOnWriting_Ends()
    {
        Console.SetOut(TextWriter.Null);
        try
        {
            ChildProcess process = _context.Start(FaultFunctions.RunInShell, "yes & exit 3");
            Assert.Equal(3 << 8, process.Wait<int>(Patience));
        }
        finally
        {
            Console.SetOut(_before);
        }
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private sealed class StuckWriter(ManualResetEventSlim open) : StringWriter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override void WriteLine(string? value)
        {
            open.Wait(Patience);
            Interlocked.Increment(ref _count);
        }
    }
}
