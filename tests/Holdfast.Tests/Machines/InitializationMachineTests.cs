using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

public sealed class InitializationMachineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryFail_AfterTheStart_KeepsTheError()
    {
        InitializationMachine machine = new();
        InvalidDataException error = new("no disk");
        Assert.False(machine.TryFail(error));
        Assert.Null(machine.Error);
        Assert.True(machine.TryStart());
        Assert.False(machine.TryStart());
        Assert.Equal(InitializationState.Initializing, machine.State);
        Assert.True(machine.TryFail(error));
        Assert.Equal(InitializationState.Failed, machine.State);
        Assert.Same(error, machine.Error);
        Assert.True(await machine.WaitForCompletionAsync(token: Token));
        Assert.True(machine.TryReset());
        Assert.Null(machine.Error);
        Assert.Equal(InitializationState.Uninitialized, machine.State);
        Assert.False(machine.TryReset());
    }

    [Fact]
    public async Task WaitForCompletionAsync_Completed_IsTrue()
    {
        InitializationMachine machine = new();
        machine.TryStart();
        Task<bool> wait = machine.WaitForCompletionAsync(Timeout.InfiniteTimeSpan, Token);
        Assert.False(wait.IsCompleted);
        Assert.True(machine.TryComplete());
        Assert.True(await wait);
        Assert.True(machine.WaitForCompletion());
        Assert.False(machine.TryComplete());
    }

    [Fact]
    public async Task WaitForCompletionAsync_NeitherInTime_IsFalse()
    {
        FakeClock clock = new();
        InitializationMachine machine = new(clock);
        machine.TryStart();
        Task<bool> wait = machine.WaitForCompletionAsync(token: Token);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await wait);
    }

    [Fact]
    public async Task TryStart_ManyThreads_OneOfThemDoesIt()
    {
        InitializationMachine machine = new();
        using Barrier start = new(8);
        bool[] started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Token);
                return machine.TryStart();
            },
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Single(started, isFirst => isFirst);
    }
}
