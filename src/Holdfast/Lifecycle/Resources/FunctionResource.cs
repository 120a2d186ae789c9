namespace Holdfast.Lifecycle.Resources;

/// <summary>A shared resource of two functions.</summary>
internal sealed class FunctionResource<T>(
    Func<CancellationToken, ValueTask<T>> startUp, Func<T, ValueTask> shutDown, SharedResourceOptions options)
    : SharedResource<T>
{
    protected override string Name => options.Name ?? $"SharedResource<{typeof(T).Name}>";

    protected override bool FinishesLater => options.FinishesLater;

    protected override ValueTask<T> StartUpAsync(CancellationToken token) => startUp(token);

    protected override ValueTask ShutDownAsync(T value) => shutDown(value);
}
