namespace Holdfast.Tests.Immutable;

public sealed class MemoryPathCellTests : PathCellContract
{
    protected override Store OpenStore() => Store.Open("memory:");
}
