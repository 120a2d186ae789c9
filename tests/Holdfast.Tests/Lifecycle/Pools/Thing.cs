namespace Holdfast.Tests.Lifecycle.Pools;

/// <summary>An object for pools that knows whether it was disposed of.</summary>
internal sealed class Thing(int number) : IDisposable
{
    public int Number { get; } = number;

    public bool IsDisposed { get; private set; }

    public bool IsSick { get; set; }

    public void Dispose()
    {
        Assert.False(IsDisposed);
        IsDisposed = true;
    }
}
