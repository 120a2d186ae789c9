namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Lets no commit of others through until it is disposed of.</summary>
internal sealed class Exclusion : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _end = new(0);
    private readonly Thread _thread;

    public Exclusion(State state)
    {
        using SemaphoreSlim begun = new(0);
        _thread = new Thread(() => state.Exclusive(_ =>
        {
            begun.Release();
            _end.Wait();
        }));
        _thread.UnsafeStart();
        Assert.True(begun.Wait(Patience));
    }

    public void Dispose()
    {
        _end.Release();
        _thread.Join();
        _end.Dispose();
    }
}
