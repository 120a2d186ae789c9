namespace Holdfast.Tests.Collections;

public sealed class MemoryPathDictionaryTests : PathDictionaryContract
{
    protected override Store OpenStore() => Store.Open("memory:");
}
