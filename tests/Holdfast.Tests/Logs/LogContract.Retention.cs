using Holdfast.Logs;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs;

/// <content>How much history is kept, as it is stored.</content>
public abstract partial class LogContract
{
    [Fact]
    public void GetRetention_NothingStored_IsNull() => Assert.Null(OpenLog().GetRetention());

    [Theory]
    [MemberData(nameof(Retentions))]
    public void SetRetention_Any_IsGivenBack(Retention retention)
    {
        Log log = OpenLog();
        log.SetRetention(retention);
        Assert.Equal(retention, log.GetRetention());
        Assert.Equal(retention, Assert.Single(Open().GetStatus().Namespaces).Retention);
        log.SetRetention(null);
        Assert.Null(log.GetRetention());
    }

    public static TheoryData<Retention> Retentions() => new(
        new Retention(),
        Retention.Everything,
        new Retention { Bytes = 0, Commits = 0, Age = TimeSpan.Zero },
        new Retention { Bytes = 17, Commits = long.MaxValue, Age = TimeSpan.MaxValue },
        new Retention { Commits = 12, Age = new TimeSpan(12_345_678_901) });

    [Fact]
    public void TrySetRetention_Twice_StoresTheFirst()
    {
        Log log = OpenLog();
        Assert.True(log.TrySetRetention(Retention.Everything));
        Assert.False(log.TrySetRetention(new Retention()));
        Assert.Equal(Retention.Everything, log.GetRetention());
        log.SetRetention(null);
        Assert.True(log.TrySetRetention(new Retention()));
        Assert.Equal(new Retention(), log.GetRetention());
    }

    [Fact]
    public void TrySetRetention_ByManyThreads_StoresOne()
    {
        Log log = OpenLog();
        int stored = 0;
        Parallel.For(0, 50, number =>
        {
            if (log.TrySetRetention(new Retention { Commits = number }))
            {
                Interlocked.Increment(ref stored);
            }
        });
        Assert.Equal(1, stored);
    }

    [Fact]
    public void SetRetention_AllClosed_IsThereAgain()
    {
        if (!IsKept)
        {
            return;
        }

        OpenLog().SetRetention(Retention.Everything);
        CloseAll();
        Assert.Equal(Retention.Everything, OpenLog().GetRetention());
        Assert.False(OpenLog().TrySetRetention(new Retention()));
    }

    [Fact]
    public void RemoveNamespace_WithRetention_TakesItAlong()
    {
        LogStore store = Open();
        store.CreateLog("orders").SetRetention(Retention.Everything);
        store.RemoveNamespace("orders");
        Assert.Null(store.CreateLog("orders").GetRetention());
    }
}
