using Holdfast.Lifecycle.Resources;

namespace Holdfast.Tests.Lifecycle.Resources;

/// <summary>A resource for tests, by the base class: counts what happens, and does at it what the test says.</summary>
internal sealed class Lamp : SharedResource<string>
{
    public int Lit { get; private set; }

    public int PutOut { get; private set; }

    public Func<Lamp, Task>? AtStartUp { get; set; }

    public Func<Lamp, Task>? AtShutDown { get; set; }

    public bool IsDrained { get; init; }

    protected override string Name => "the lamp";

    protected override bool FinishesLater => IsDrained;

    public string Read()
    {
        ThrowIfNotOpen();
        return "bright";
    }

    public async Task<string> ReadAsync()
    {
        this.ThrowIfClosed();
        await Task.Yield();
        return "bright";
    }

    protected override async ValueTask<string> StartUpAsync(CancellationToken token)
    {
        if (AtStartUp is { } work) await work(this);
        token.ThrowIfCancellationRequested();
        return $"light {++Lit}";
    }

    protected override async ValueTask ShutDownAsync(string value)
    {
        PutOut++;
        if (AtShutDown is { } work) await work(this);
    }
}
