namespace Holdfast.Tests.States;

public sealed class MemoryStateTests : StateContract
{
    protected override Store OpenStore() => Store.Open("memory:", Options);
}
