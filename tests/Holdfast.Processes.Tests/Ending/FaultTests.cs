using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Children that behave badly, and systems that do.</summary>
public sealed class FaultTests : IDisposable
{
    private const PosixSignal Halt = (PosixSignal)19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public FaultTests() => _context = new ProcessContext(_folder.Store);

    [Fact]
    public void Stop_IgnoredSigterm_KillsAfterTheGraceTime()
    {
        ChildProcess process = _context.Start(FaultFunctions.IgnoreTerminate);
        AwaitReady();
        Assert.Equal(-9, process.Stop(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void Stop_OfAStoppedProcess_EndsIt()
    {
        ChildProcess process = _context.Start(FaultFunctions.Ready);
        AwaitReady();
        process.Signal(Halt);
        Assert.Equal(-15, process.Stop());
    }

    [Fact]
    public void Arguments_Of100Megabytes_ComeWhole() =>
        Assert.Equal(75 << 20, _context.Start(FaultFunctions.Length, new byte[75 << 20]).Wait<int>(Patience));

    [Fact]
    public void Result_Of100Megabytes_ComesWhole() =>
        Assert.Equal(75 << 20, _context.Start(FaultFunctions.Many, 75 << 20).Wait<byte[]>(Patience).Length);

    [Fact]
    public void Output_Flood_HoldsNobodyUp()
    {
        string file = Path.Combine(_folder.Root, "logs", "{name}-{id}.log");
        ChildProcess process = _context.Start(
            new ProcessOptions { Name = "flood", Output = ProcessOutput.ToFile(file) }, FaultFunctions.Flood, 100_000);
        Assert.Equal(100_000, process.Wait<int>(Patience));
        string[] lines = File.ReadAllLines(Path.Combine(_folder.Root, "logs", $"flood-{process.Id}.log"));
        Assert.Equal(100_001, lines.Length);
        Assert.Equal("the end, without its newline", lines[^1]);
    }

    [Fact]
    public void Output_Prefixed_NamesTheChildOnEachLine()
    {
        StringWriter written = new();
        TextWriter before = Console.Out;
        Console.SetOut(TextWriter.Synchronized(written));
        try
        {
            ChildProcess process = _context.Start(
                new ProcessOptions { Name = "child", Output = ProcessOutput.Prefixed }, FaultFunctions.Hello, "there");
            process.Wait(Patience);
            Assert.Equal(
                [$"[child {process.Id}] error there", $"[child {process.Id}] out there"],
                written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    [Fact]
    public void Output_WriterThatThrows_LosesLinesAndNotTheResult()
    {
        TextWriter before = Console.Out;
        List<CallbackFailedEventArgs> failures = [];
        EventHandler<CallbackFailedEventArgs> told = (_, failure) =>
        {
            lock (failures) failures.Add(failure);
        };
        CallbackFailures.Failed += told;
        Console.SetOut(TextWriter.Synchronized(new FullWriter()));
        try
        {
            ChildProcess process = _context.Start(
                new ProcessOptions { Output = ProcessOutput.Prefixed }, FaultFunctions.Flood, 10_000);
            Assert.Equal(10_000, process.Wait<int>(Patience));
        }
        finally
        {
            Console.SetOut(before);
            CallbackFailures.Failed -= told;
        }

        Assert.Single(failures, failure => failure.Failure is IOException);
    }

    [Fact]
    public void Output_Discarded_GoesNowhere() =>
        Assert.Equal(10, _context.Start(new ProcessOptions { Output = ProcessOutput.Discard }, FaultFunctions.Flood, 10)
            .Wait<int>(Patience));

    [Fact]
    public void Output_FolderThatCannotBe_IsAnErrorBeforeAnythingRuns()
    {
        File.WriteAllText(Path.Combine(_folder.Root, "file"), "");
        string file = Path.Combine(_folder.Root, "file", "log");
        Assert.ThrowsAny<IOException>(() => _context.Start(
            new ProcessOptions { Output = ProcessOutput.ToFile(file) }, FaultFunctions.Hello, "x"));
    }

    [Fact]
    public void Child_OutOfMemory_IsAnEndLikeAnyOther()
    {
        ChildProcess process = _context.Start(
            new ProcessOptions { Output = ProcessOutput.Discard }, FaultFunctions.Hoard);
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal(3, _context.Start(FaultFunctions.Length, new byte[3]).Wait<int>(Patience));
    }

    [Fact]
    public void Child_KilledForMemory_ShowsTheSignal()
    {
        // The system's way of it is a SIGKILL that nobody announces.
        ChildProcess process = _context.Start(FaultFunctions.Ready);
        AwaitReady();
        Signals.Send((PosixSignal)9, process.Pid);
        ProcessWaitException killed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Contains("SIGKILL", killed.Message, StringComparison.Ordinal);
        Assert.Equal(-9, process.ExitCode);
    }

    [Fact]
    public void Child_ThatNeverGetsThere_TimesOutAndCanBeStopped()
    {
        // Stopped before it has read what it is to do.
        ChildProcess process = _context.Start(FaultFunctions.Length, new byte[3]);
        process.Signal(Halt);
        TimeSpan moment = TimeSpan.FromMilliseconds(200);
        if (process.IsAlive) Assert.Throws<HoldfastTimeoutException>(() => process.Wait(moment));
        Assert.Contains(process.Stop()!.Value, new[] { -15, -9, 0 });
    }

    [Fact]
    public void Start_LargeArgumentsThatNobodyTakes_ReturnsAndCanBeStopped()
    {
        // A runtime that waits for a debugger before it runs anything.
        Dictionary<string, string?> stuck = new() { ["DOTNET_DefaultDiagnosticPortSuspend"] = "1" };
        ChildProcess process = _context.Start(
            new ProcessOptions { Environment = stuck }, FaultFunctions.Length, new byte[8 << 20]);
        Assert.True(process.IsAlive);
        Assert.Contains(process.Stop(TimeSpan.FromMilliseconds(200))!.Value, new[] { -15, -9, 143 });
    }

    // It stayed as one that was made and not started: WaitAll refused it ever after, and StartAll ran it.
    [Fact]
    public void Start_ThatFails_LeavesNoProcess()
    {
        string file = Path.Combine(_folder.Root, "no folder");
        File.WriteAllText(file, "");
        ProcessOptions options = new() { Output = ProcessOutput.ToFile(Path.Combine(file, "out")) };
        Assert.ThrowsAny<Exception>(() => _context.Start(options, FaultFunctions.Hello, "x"));
        Assert.Empty(_context.Processes);
        _context.StartAll();
        Assert.Empty(_context.WaitAll(Patience));
    }

    [Fact]
    public void Contexts_ManyPrivateOnes_LeaveNothing()
    {
        List<string> folders = [];
        for (int round = 0; round < 100; round++)
        {
            using ProcessContext context = new();
            context.State["/round"] = round;
            Assert.Equal(round, context.State.Get<int>("/round"));
            Assert.True(Directory.Exists(context.Address));
            folders.Add(context.Address);
        }

        Assert.Equal(100, folders.Distinct().Count());
        Assert.DoesNotContain(folders, Directory.Exists);
    }

    [Fact]
    public void Start_MemoryStore_IsRefusedForProcesses()
    {
        using ProcessContext context = new("memory:");
        HoldfastArgumentException refused =
            Assert.Throws<HoldfastArgumentException>(() => context.Start(FaultFunctions.Hello, "x"));
        Assert.Equal(ErrorCode.StoreNotShared, refused.Code);
    }

    [Fact]
    public void TwoContexts_OnOneStore_KeepTheirProcessesApart()
    {
        using ProcessContext other = new(_folder.Store);
        ChildProcess process = _context.Start(FaultFunctions.Ready);
        AwaitReady();
        Assert.Empty(other.Processes);
        Assert.Equal(3, other.Start(FaultFunctions.Length, new byte[3]).Wait<int>(Patience));
        Assert.True(process.IsAlive);
    }

    [Fact]
    public void Child_InWhichTheProgramRunsItself_IsToldTheMissingLine()
    {
        // As where start-up hooks are switched off: the program's own code meets the variable of a child.
        ChildProcess process = _context.Start(FaultFunctions.RunAsTheProgram, _folder.Store);
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(ErrorCode.ChildFailed, failed.Code);
        Assert.Contains("ProcessWorker.TryRun()", failed.Message, StringComparison.Ordinal);
        Assert.Single(_context.Store.GetProcesses());
    }

    [Fact]
    public void Parent_InWhichSigchldIsIgnored_SeesResultsAndEnds() =>
        Assert.Equal([5, 0, 4], _context.Start(FaultFunctions.IgnoreEndsOfChildren).Wait<int[]>(Patience));

    [Fact]
    public void Child_WhoseEndAnotherHasTaken_StillGivesItsResult() =>
        Assert.Equal([5, int.MinValue], _context.Start(FaultFunctions.TakeEndOfChild).Wait<int[]>(Patience));

    [Fact]
    public void Parent_WithClosedStandardDescriptors_StartsChildren()
    {
        string file = Path.Combine(_folder.Root, "child.log");
        Assert.Equal(5, _context.Start(FaultFunctions.StartWithoutDescriptors, file).Wait<int>(Patience));
        Assert.Contains("out there", File.ReadAllLines(file));
    }

    [Fact]
    public void Child_StartsAProgram_WhichIsNoChild()
    {
        // A .NET program that a child starts must get to its own Main.
        string version = _context.Start(() =>
        {
            ProcessStartInfo start = new("dotnet", ["--version"]) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            return process.StandardOutput.ReadToEnd().Trim();
        }).Wait<string>(Patience);
        Assert.StartsWith("10.", version, StringComparison.Ordinal);
    }

    [Fact]
    public void Child_StartsAProgramByNativeCode_WhichIsNoChild()
    {
        string file = Path.Combine(_folder.Root, "environment");
        Assert.Equal(0, _context.Start(FaultFunctions.RunInShell, $"env > {file}").Wait<int>(Patience));
        Assert.DoesNotContain(File.ReadAllLines(file), IsOfAChild);
        Assert.Equal(0, _context.Start(FaultFunctions.RunInShell, $"dotnet --version > {file}").Wait<int>(Patience));

        static bool IsOfAChild(string line) =>
            line.StartsWith("HOLDFAST_WORKER=", StringComparison.Ordinal)
                || line.Contains("Holdfast.Processes.dll", StringComparison.Ordinal);
    }

    [Fact]
    public void Program_WithTheVariableOfAChildAndNoParent_RunsItself()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["-?"]) { RedirectStandardOutput = true };
        start.Environment["HOLDFAST_WORKER"] = "3";
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ProcessContext).Assembly.Location;
        using Process program = Process.Start(start)!;
        Assert.NotEmpty(program.StandardOutput.ReadToEnd());
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    /// <summary>Behaves as a disk that is full.</summary>
    private sealed class FullWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }

    private void AwaitReady() => _context.State.When("/ready", ready => (bool)ready, Patience);
}
