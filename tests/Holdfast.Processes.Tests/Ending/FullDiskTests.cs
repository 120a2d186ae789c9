using Holdfast.Errors;
using Holdfast.Processes.Tests.Maps;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>The store's file system has no room left while processes start, run and end.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SmallDisk _disk = new("4m");
    private readonly Marked _marked = new();
    private ProcessContext? _made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ProcessContext Context
    {
        get
        {
            _disk.SkipWithout();
            return _made ??= new ProcessContext(_disk.Store, new ProcessContextOptions
            {
                Workers = 1,
                Process = new ProcessOptions { Environment = _marked.Environment, Output = ProcessOutput.Discard },
            });
        }
    }

    [Fact]
    public void Start_WithoutRoom_SaysSoAndStartsNothing()
    {
        Assert.Equal(1, Context.Start(FaultFunctions.Length, new byte[1]).Wait<int>(Patience));
        _disk.Fill();
        for (int round = 0; round < 3; round++) Assert.Equal(ErrorCode.DiskFull, StartUntilFull());
        Assert.All(Context.Processes, process => Assert.NotNull(process.Pid));
        Context.WaitAllSafely(Patience);
        Assert.Empty(_marked.WaitForNone(Patience).Left);
        _disk.MakeRoom();
        Assert.Equal(3, Context.Start(FaultFunctions.Length, new byte[3]).Wait<int>(Patience));
    }

    [Fact]
    public void Stop_WithoutRoom_EndsItAllTheSame()
    {
        ChildProcess process = Context.Start(FaultFunctions.Ready);
        Context.State.When("/ready", ready => (bool)ready, Patience);
        FillWithCommits();
        Assert.Equal(-15, process.Stop());
        Assert.Equal(-15, process.ExitCode);
        Assert.Empty(_marked.Find());
    }

    [Fact]
    public void Wait_FunctionThatFillsTheDisk_GivesItsError()
    {
        ChildProcess process = Context.Start(FillFromHere);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        HoldfastException cause = Assert.IsType<HoldfastException>(failed.InnerException);
        Assert.Equal(ErrorCode.DiskFull, cause.Code);
        Assert.Equal(1, failed.ExitCode);
    }

    [Fact]
    public async Task Run_WithoutRoomForItsWorker_FailsAndWorksAgainWithRoom()
    {
        Context.State["/made"] = true;
        FillWithCommits();
        HoldfastException failed = await Assert.ThrowsAsync<HoldfastException>(
            () => Context.RunAsync<int>(MapFunctions.Square, 2).WaitAsync(Patience, Token));
        Assert.Equal(ErrorCode.DiskFull, failed.Code);
        _disk.MakeRoom();
        Assert.Equal(9, await Context.RunAsync<int>(MapFunctions.Square, 3).WaitAsync(Patience, Token));
        Assert.Equal([1, 4], Context.Map(MapFunctions.Square, [1, 2]).ToList());
    }

    [Fact]
    public void Dispose_WithoutRoom_LeavesNoDescendant()
    {
        Context.Start(Families.Grow, 1, 0);
        Context.State.When("/leaves", leaves => (int)leaves == 2, Patience);
        Context.Run<int>(MapFunctions.Square, 2);
        FillWithCommits();
        Context.Dispose();
        Assert.Empty(_marked.WaitForNone(TimeSpan.FromSeconds(1)).Left);
    }

    public void Dispose()
    {
        _made?.Dispose();
        _disk.Dispose();
    }

    private static void FillFromHere(State state)
    {
        for (int count = 0; ; count++) state["/filler"] = $"{count}{new string('x', 50_000)}";
    }

    /// <summary>Starts processes, of which some fit into what the store has already.</summary>
    private ErrorCode StartUntilFull()
    {
        while (true)
        {
            try
            {
                Context.Start(FaultFunctions.Length, new byte[1]);
            }
            catch (HoldfastException full)
            {
                return full.Code;
            }
        }
    }

    /// <summary>Takes the room of the disk, and then that within the store's own files.</summary>
    private void FillWithCommits()
    {
        _disk.Fill();
        for (int bytes = 50_000; bytes > 0; bytes /= 10) FillWith(bytes);
    }

    /// <summary>Commits values of a size until there is no room for one.</summary>
    private void FillWith(int bytes)
    {
        try
        {
            while (true) Context.State["/filler"] = new string(' ', bytes) + Guid.NewGuid();
        }
        catch (HoldfastException full) when (full.Code == ErrorCode.DiskFull)
        {
            // So it is full for that size.
        }
    }
}
