using Holdfast.Logs;
using Holdfast.Logs.Memory;

namespace Holdfast.Tests.Logs.Memory;

public sealed class MemoryLogContractTests : LogContract
{
    private readonly MemoryLogStore _store = new(new Retention(), MemoryLogKind.DecideFirst);

    private protected override bool IsKept => false;

    private protected override bool TellsTailMoves => false;

    private protected override LogStore OpenStore() => _store;
}
