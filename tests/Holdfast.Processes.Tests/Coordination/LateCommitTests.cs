using Holdfast.Processes.Coordination;
using Holdfast.Reporting;
using Holdfast.Tests.Machines;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Commits that are made later, and what they meet then.</summary>
public sealed class LateCommitTests
{
    // On the clock's thread it ended the whole program, for example where a record was damaged.
    [Fact]
    public void Begin_FunctionThrowsSomethingElse_IsReportedAndNotTriedAgain()
    {
        FakeClock clock = new();
        using Home home = Home.InMemory(new StoreOptions { TimeProvider = clock });
        int tries = 0;
        List<string> reported = [];
        CallbackFailures.Failed += Report;
        try
        {
            LateCommit.Begin(home.State, _ =>
            {
                tries++;
                throw new FormatException("a damaged record");
            });
            clock.Advance(LateCommit.FirstRest);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        finally
        {
            CallbackFailures.Failed -= Report;
        }

        Assert.Equal(1, tries);
        Assert.Contains("a damaged record", reported);

        void Report(object? source, CallbackFailedEventArgs failed)
        {
            lock (reported) reported.Add(failed.Failure.Message);
        }
    }
}
