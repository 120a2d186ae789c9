namespace Holdfast.Lifecycle.Resources;

/// <summary>Something that was opened if it can be opened, and is closed then when this is disposed of.</summary>
/// <typeparam name="T">What it is.</typeparam>
public sealed class OpenedIf<T> : IDisposable
{
    private Action<T>? _close;

    internal OpenedIf(T value, Action<T>? close) => (Value, _close) = (value, close);

    /// <summary>The thing itself.</summary>
    public T Value { get; }

    /// <summary>Closes it, if it was opened; once.</summary>
    public void Dispose() => Interlocked.Exchange(ref _close, null)?.Invoke(Value);
}
