using Holdfast.Logs;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs;

/// <content>Being told that the tail moved.</content>
public abstract partial class LogContract
{
    [Fact]
    public void IsWatched_AppendByAnother_CallsTailMoved()
    {
        if (!TellsTailMoves)
        {
            return;
        }

        Log log = OpenLog();
        Log other = OpenLog();
        using var moved = new AutoResetEvent(false);
        log.TailMoved = () => Raise(moved);
        log.IsWatched = true;
        for (int revision = 1; revision <= 50; revision++)
        {
            Append(other, revision);
            Assert.True(moved.WaitOne(TimeSpan.FromSeconds(10)), $"No call for revision {revision}.");
        }
    }

    [Fact]
    public void TailMoved_NotWatched_IsCalledWithinTwoSeconds()
    {
        if (!TellsTailMoves)
        {
            return;
        }

        Log log = OpenLog();
        using var moved = new AutoResetEvent(false);
        log.TailMoved = () => Raise(moved);
        Append(log, 1);
        Assert.True(moved.WaitOne(TimeSpan.FromSeconds(2)));
    }

    private static IReadOnlyList<IThreadPoolWorkItem> Raise(AutoResetEvent signal)
    {
        signal.Set();
        return [];
    }
}
