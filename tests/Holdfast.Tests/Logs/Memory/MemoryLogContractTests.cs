using Holdfast.Logs;
using Holdfast.Logs.Memory;

namespace Holdfast.Tests.Logs.Memory;

public sealed class MemoryLogContractTests : LogContract
{
    private readonly MemoryLogStore _store = new(new Retention(), MemoryLogKind.DecideFirst);

    private protected override bool IsKept => false;

    private protected override bool TellsTailMoves => false;

    private protected override LogStore OpenStore() => _store;

    // Nothing was let go, so no checkpoint was made, and an earlier version was replayed from the very first commit.
    [Fact]
    public void Append_ToAHistoryThatIsKeptWhole_AsksForCheckpointsAllTheSame()
    {
        LocalLog log = (LocalLog)_store.CreateLog("whole");
        log.SetRetention(Retention.Everything);
        using ManualResetEventSlim asked = new();
        log.CheckpointDue = asked.Set;
        byte[] record = new byte[64 << 10];
        for (int count = 0; count < 17; count++)
        {
            Assert.False(asked.IsSet);
            log.EnterWriter(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
            log.Append(record);
            log.Publish();
            log.ExitWriter();
        }

        Assert.True(asked.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
