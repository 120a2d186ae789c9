using Holdfast.Cli.Output;
using Holdfast.Processes;

namespace Holdfast.Cli.Tests.Output;

public sealed class RunTextsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ProcessStatus Process = new()
    {
        Id = "7",
        Name = "worker",
        Function = "Work.Run",
        Parent = null,
        Backend = Backend.Process,
        Phase = ProcessPhase.Running,
        Run = null,
        Pid = 4711,
        Created = Start,
        Started = Start,
        Ended = null,
        ExitCode = null,
        Retries = 0,
        Error = null,
        Output = null,
    };

    [Fact]
    public void ToRow_RunningAndEnded_SayHowLong()
    {
        Assert.Equal("5.0s", TimeIn(Process, now: Start.AddSeconds(5)));
        ProcessStatus ended = Process with { Phase = ProcessPhase.Ended, Ended = Start.AddSeconds(2) };
        Assert.Equal("2.0s", TimeIn(ended, now: Start.AddSeconds(5)));
    }

    /// <summary>It went on growing for as long as the process was listed.</summary>
    [Fact]
    public void ToRow_DiedAndNobodySawWhen_SaysNoTime() =>
        Assert.Equal("", TimeIn(Process with { Phase = ProcessPhase.Died }, now: Start.AddSeconds(5)));

    private static string TimeIn(ProcessStatus process, DateTimeOffset now) =>
        RunTexts.ToRow(process, now)[Array.IndexOf(RunTexts.Headings, "run time")];
}
