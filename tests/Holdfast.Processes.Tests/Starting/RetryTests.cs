using System.Runtime.InteropServices;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What a retry does and tells, with real processes.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public RetryTests() => _context = new ProcessContext(_folder.Store);

    private State State => _context.State;

    [Fact]
    public void New_NothingSaid_IsFiveSecondsWithoutEnd()
    {
        RetryPolicy policy = new();
        Assert.Equal((TimeSpan.FromSeconds(5), 1.0, (int?)null), (policy.Delay, policy.Backoff, policy.MaxRetries));
        Assert.Empty(policy.Exceptions);
        Assert.Empty(policy.Signals);
    }

    /// <summary>Z-69: arguments by name too are those of all runs but the first.</summary>
    [Fact]
    public void Z69_OtherNamedArguments_AreThoseOfAllRunsButTheFirst()
    {
        RetryPolicy retry = Always with
        {
            NamedArguments = new Dictionary<string, object?> { ["greeting"] = "moin" },
        };
        Assert.Equal(3, Start(retry).Wait<int>(Patience));
        Assert.Equal(["hello, Ada", "moin, Ada", "moin, Ada"], State.Get<string[]>("/greetings"));
    }

    [Fact]
    public void Z69_OtherArguments_AreThoseOfAllRunsButTheFirst()
    {
        Assert.Equal(3, Start(Always with { Arguments = ["Bob"] }).Wait<int>(Patience));
        Assert.Equal(["hello, Ada", "hello, Bob", "hello, Bob"], State.Get<string[]>("/greetings"));
    }

    [Fact]
    public void MaxRetries_None_IsOneRun()
    {
        Assert.Throws<ProcessWaitException>(() => Start(Always with { MaxRetries = 0 }).Wait(Patience));
        Assert.Equal(1, State.Get<int>("/calls"));
    }

    [Fact]
    public void Retry_BeforeEach_IsReportedWithCauseProcessCountAndDelay()
    {
        string output = Path.Combine(_folder.Root, "output");
        ChildProcess process = Start(Always with { MaxRetries = 2 }, ProcessOutput.ToFile(output));
        Assert.Equal(3, process.Wait<int>(Patience));
        string report = File.ReadAllText(output);
        string who = $"'WaitFunctions.FailTwice' (process {process.Id}, pid {process.Pid}) failed\n";
        Assert.Equal(2, report.Split(who).Length - 1);
        Assert.Matches(
            @"System\.TimeoutException: call 1\n.*FailTwice.*\n(.*\n)*tried 1 time\(s\), next retry in 0 s\n", report);
        Assert.Matches(
            @"System\.TimeoutException: call 2\n.*FailTwice.*\n(.*\n)*tried 2 time\(s\), last retry in 0 s\n", report);
        ProcessStatus status = Assert.Single(_context.Store.GetProcesses());
        Assert.Equal((2, 0), (status.Retries, status.ExitCode));
    }

    /// <summary>zproc: signals that became exceptions are always caught, whatever is listed.</summary>
    [Fact]
    public void Retry_SignalThatBecameAnException_IsCaughtWithoutBeingListed()
    {
        ChildProcess process = _context.Start(
            new ProcessOptions
            {
                Retry = new RetryPolicy { Delay = TimeSpan.Zero, MaxRetries = 1 },
                Output = ProcessOutput.Discard,
            },
            WaitFunctions.FailBySignal);
        for (int call = 1; call <= 2; call++)
        {
            State.When("/calls", calls => (int)calls == call, Patience);
            process.Signal((PosixSignal)10);
        }

        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
        Assert.Equal(-10, process.ExitCode);
        Assert.Equal(2, State.Get<int>("/calls"));
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }

    private static RetryPolicy Always => new() { Exceptions = [typeof(Exception)], Delay = TimeSpan.Zero };

    private ChildProcess Start(RetryPolicy retry, ProcessOutput? output = null) => _context.Start(
        new ProcessOptions { Retry = retry, Output = output ?? ProcessOutput.Discard }, WaitFunctions.FailTwice, "Ada");
}
