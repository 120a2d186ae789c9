using Holdfast.Reporting;

namespace Holdfast.Processes.Tests.Maps.Progress;

/// <summary>How far a map is, on a real terminal, in a real file, and to a function that fails.</summary>
public sealed class MapProgressTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public MapProgressTests() => _context = new ProcessContext(_folder.Store);

    [Fact]
    public void Map_OnATerminal_DrawsABarAndTakesItAway()
    {
        using PseudoTerminal terminal = new(columns: 60);
        _context.Start(MapOnTerminal, terminal.Name).Wait(Patience);
        string screen = terminal.End();
        Assert.Matches(@"\r\[#*\.*\]  ?\d+ %  \d+ of 300\r", screen);
        Assert.Matches(@"\r +\rover\r\n$", screen);
        Assert.All(screen.Split('\r'), line => Assert.InRange(line.Length, 0, 59));
    }

    [Fact]
    public void Map_ItemsWithoutACountOnATerminal_DrawsTheirNumber()
    {
        using PseudoTerminal terminal = new(columns: 60);
        _context.Start(MapUncountedOnTerminal, terminal.Name).Wait(Patience);
        string screen = terminal.End();
        Assert.Matches(@"\r\d+ done\r", screen);
        Assert.Matches(@"\r +\rover\r\n$", screen);
    }

    // The end of a map wrote to the terminal, and waited until somebody pressed the other key.
    [Fact]
    public void Map_OnATerminalStoppedByAKey_Ends()
    {
        using PseudoTerminal terminal = new(columns: 60);
        ChildProcess child = _context.Start(MapUntilTold, terminal.Name);
        Assert.True(SpinWait.SpinUntil(() => terminal.Screen.Contains("done", StringComparison.Ordinal), Patience));
        terminal.Stop();
        _context.Store.GetState("told")["/stopped"] = true;
        Assert.Equal(30, child.Wait<int>(Patience));
    }

    [Fact]
    public void Map_IntoAFile_WritesNothingOfABar()
    {
        string file = Path.Combine(_folder.Root, "output");
        ProcessOptions options = new() { Output = ProcessOutput.ToFile(file) };
        _context.Start(options, MapAndSayOver).Wait(Patience);
        Assert.Equal("over\n", File.ReadAllText(file));
    }

    [Fact]
    public void Map_ProgressThatThrows_IsReportedAndTheMapGoesOn()
    {
        int reported = 0;
        Failing failing = new();
        CallbackFailures.Failed += Count;
        try
        {
            Assert.Equal(10, _context.Map(
                MapFunctions.Square, Enumerable.Range(0, 10), new MapOptions { Progress = failing }).Count());
        }
        finally
        {
            CallbackFailures.Failed -= Count;
        }

        Assert.InRange(reported, 1, 10);

        void Count(object? sender, CallbackFailedEventArgs failure)
        {
            if (ReferenceEquals(failure.Failure, failing.Fault)) Interlocked.Increment(ref reported);
        }
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private static void MapOnTerminal(ProcessContext context, string terminal)
    {
        PseudoTerminal.BecomeStandardError(terminal);
        MapAndSayOver(context);
    }

    private static void MapUncountedOnTerminal(ProcessContext context, string terminal)
    {
        PseudoTerminal.BecomeStandardError(terminal);
        Map(context, Enumerable.Range(0, 300).Where(number => number >= 0));
    }

    private static int MapUntilTold(ProcessContext context, string terminal)
    {
        PseudoTerminal.BecomeStandardError(terminal);
        State told = context.Store.GetState("told");
        MapOptions options = new() { Count = 1, ShowsProgress = true };
        using ParallelMap<int> map = context.Map(MapFunctions.Slow, UntilTold(told), options);
        return Math.Min(30, map.Count());
    }

    private static IEnumerable<int> UntilTold(State told)
    {
        for (int number = 0; number < 30 || !told.Exists("/stopped"); number++) yield return number;
    }

    private static void MapAndSayOver(ProcessContext context) => Map(context, Enumerable.Range(0, 300));

    private static void Map(ProcessContext context, IEnumerable<int> items)
    {
        MapOptions options = new() { Count = 1, ShowsProgress = true };
        Assert.Equal(300, context.Map(MapFunctions.Slow, items, options).Count());
        Console.Error.WriteLine("over");
    }

    private sealed class Failing : IProgress<MapProgress>
    {
        public InvalidOperationException Fault { get; } = new();

        public void Report(MapProgress value) => throw Fault;
    }
}
