using Holdfast.Logs.Memory;

namespace Holdfast.Tests.Machines;

/// <summary>Machines on a log that orders first and decides on reading, as those of a cluster do.</summary>
public sealed class OrderedStoreMachineTests : StoredMachineContract
{
    protected override Store OpenStore() =>
        Store.Open(() => new MemoryLogStore(new Retention(), MemoryLogKind.OrderFirst), new StoreOptions());
}
