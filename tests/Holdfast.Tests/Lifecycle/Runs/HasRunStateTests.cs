using Holdfast.Lifecycle.Runs;

namespace Holdfast.Tests.Lifecycle.Runs;

public sealed class HasRunStateTests
{
    [Fact]
    public void Holder_GivenAName_HasARunOfThatNameAndForwardsToIt()
    {
        Job job = new("crawl");
        Assert.Equal("crawl", job.RunState.Name);
        job.Start();
        Assert.Equal((true, false), (job.IsRunning, job.IsStopped));
        job.Pause();
        Assert.True(job.IsPaused);
        job.Resume();
        job.ThrowIfCancelled();
        job.Cancel();
        Assert.Equal((true, true), (job.IsCancelled, job.IsStopping));
        Assert.True(job.RunState.IsCancelled);
        Assert.Throws<RunCancelledException>(job.ThrowIfCancelled);
        job.Stop();
        Assert.True(job.IsStopped);
    }

    [Fact]
    public void Holder_GivenARunOrNone_HasThatRunOrTheCurrentOneOrANewOne()
    {
        RunState run = new("outer");
        Assert.Same(run, new Job(run).RunState);
        run.Run(_ => Assert.Same(run, new Job().RunState));
        Assert.Equal("Job", new Job().RunState.Name);
    }

    [Fact]
    public void Definition_IsTheTableAndCanBeLookedAt()
    {
        Assert.Equal(RunPhase.Idle, RunState.Definition.Initial);
        Assert.Equal(Enum.GetValues<RunPhase>(), RunState.Definition.States.Order());
        Assert.Equal(Enum.GetValues<RunTrigger>(), RunState.Definition.Triggers.Order());
    }

    private sealed class Job : HasRunState
    {
        public Job()
        {
        }

        public Job(string name)
            : base(name)
        {
        }

        public Job(RunState run)
            : base(run)
        {
        }
    }
}
