using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <summary>The reset of an initialization, from each of its states.</summary>
public sealed class InitializationResetTests
{
    private readonly InitializationMachine _machine = new();

    [Fact]
    public void TryReset_NeverStarted_IsRefused()
    {
        Assert.False(_machine.TryReset());
        Assert.Equal(InitializationState.Uninitialized, _machine.State);
    }

    [Theory]
    [InlineData(InitializationState.Initializing)]
    [InlineData(InitializationState.Initialized)]
    [InlineData(InitializationState.Failed)]
    public void TryReset_FromThere_IsAsIfItHadNeverBegun(InitializationState state)
    {
        Bring(state);
        Assert.Equal(state, _machine.State);
        Assert.True(_machine.TryReset());
        Assert.Equal(InitializationState.Uninitialized, _machine.State);
        Assert.Null(_machine.Error);
        Assert.False(_machine.TryComplete());
        Assert.True(_machine.TryStart());
    }

    private void Bring(InitializationState state)
    {
        Assert.True(_machine.TryStart());
        if (state == InitializationState.Initialized) Assert.True(_machine.TryComplete());
        if (state == InitializationState.Failed) Assert.True(_machine.TryFail(new InvalidDataException("no disk")));
    }
}
