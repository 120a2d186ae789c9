using System.Threading.Channels;
using Holdfast.Configuration;

namespace Holdfast.Tests.Configuration;

/// <summary>A listener that can be waited for.</summary>
internal sealed class Told : IDisposable
{
    private readonly Channel<ConfigChangedEventArgs> _all = Channel.CreateUnbounded<ConfigChangedEventArgs>();
    private readonly Config _config;

    public Told(Config config)
    {
        _config = config;
        config.Changed += Add;
    }

    public int Count => _all.Reader.Count;

    public ValueTask<ConfigChangedEventArgs> NextAsync() =>
        _all.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _config.Changed -= Add;

    private void Add(object? sender, ConfigChangedEventArgs told) => _all.Writer.TryWrite(told);
}
