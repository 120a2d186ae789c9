using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Tests.Liveness;

/// <summary>What ends a program when it goes wrong: the watch has a thread of its own.</summary>
public sealed class DeathWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _store;

    public DeathWatchTests() => _store = Store.Open(_folder.Store);

    [Fact]
    public void Wake_RegistrationDisposedOfMeanwhile_IsNotCalled()
    {
        using SemaphoreSlim looking = new(0);
        using SemaphoreSlim isDisposed = new(0);
        int woken = 0;
        using (DeathWatch.Of(_store).Register(
            _ =>
            {
                looking.Release();
                return isDisposed.Wait(Patience);
            },
            () => Interlocked.Increment(ref woken)))
        {
            Assert.True(looking.Wait(Patience, TestContext.Current.CancellationToken));
        }

        isDisposed.Release();
        WaitForTick();
        Assert.Equal(0, woken);
    }

    [Fact]
    public void Wake_ThatThrows_LeavesTheOthersAlone()
    {
        using SemaphoreSlim thrown = new(0);
        using IDisposable wrong = DeathWatch.Of(_store).Register(
            _ => true,
            () =>
            {
                thrown.Release();
                throw new InvalidOperationException("wrong");
            });
        for (int tick = 0; tick < 2; tick++)
            Assert.True(thrown.Wait(Patience, TestContext.Current.CancellationToken));
        WaitForTick();
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private void WaitForTick()
    {
        using SemaphoreSlim ticked = new(0);
        using IDisposable other = DeathWatch.Of(_store).Register(_ => true, () => ticked.Release());
        Assert.True(ticked.Wait(Patience, TestContext.Current.CancellationToken));
    }
}
