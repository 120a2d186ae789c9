namespace Holdfast.Processes.Tests.Coordination;

/// <summary>What tests of the building blocks have in common: a home, and patience.</summary>
public abstract class CoordinationTest(Home home) : IDisposable
{
    /// <summary>What comes at once in a quiet moment may take long beside other tests.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected Home Home { get; } = home;

    protected State State => Home.State;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Home.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits until so many stand in the line of a gate.</summary>
    protected void AwaitLine(StatePath path, int count) => State.WhenAsync(
        path / "queue", queue => queue.Count == count, Patience, Token).GetAwaiter().GetResult();
}
