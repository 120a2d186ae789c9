using Holdfast.Logs.Memory;

namespace Holdfast.Tests.States;

public sealed class OrderedMemoryStateTests : StateContract
{
    protected override Store OpenStore() =>
        Store.Open(() => new MemoryLogStore(new Retention(), MemoryLogKind.OrderFirst), Options);
}
