namespace Holdfast.Tests.Control;

public sealed class MemoryControllerTests : ControllerContract
{
    protected override Store OpenStore() => Store.Open("memory:");
}
