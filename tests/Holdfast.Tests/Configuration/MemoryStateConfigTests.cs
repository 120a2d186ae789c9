namespace Holdfast.Tests.Configuration;

public sealed class MemoryStateConfigTests : StateConfigTests
{
    protected override Store OpenStore() => Store.Open("memory:");
}
