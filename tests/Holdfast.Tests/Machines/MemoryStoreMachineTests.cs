namespace Holdfast.Tests.Machines;

public sealed class MemoryStoreMachineTests : StoredMachineContract
{
    protected override Store OpenStore() => Store.Open("memory:");
}
