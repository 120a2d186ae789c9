using Holdfast.Errors;
using Holdfast.Logs;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs;

/// <summary>What every log must do. An engine's tests inherit this and say how its store is opened.</summary>
public abstract partial class LogContract : IDisposable
{
    private readonly List<LogStore> _stores = [];

    /// <summary>Opens the test's store: the same one each time.</summary>
    private protected abstract LogStore OpenStore();

    /// <summary>
    /// Whether the engine itself tells when the tail moved; one that no other process can move need not.
    /// </summary>
    private protected virtual bool TellsTailMoves => true;

    /// <summary>Whether records are still there when every store object was disposed of.</summary>
    private protected virtual bool IsKept => true;

    private protected LogStore Open()
    {
        LogStore store = OpenStore();
        _stores.Add(store);
        return store;
    }

    private protected Log OpenLog(string name = "orders") => Open().CreateLog(name);

    private protected void CloseAll()
    {
        _stores.ForEach(store => store.Dispose());
        _stores.Clear();
    }

    [Fact]
    public void CreateLog_NewNamespace_IsEmpty()
    {
        Log log = OpenLog();
        Assert.Equal("orders", log.Name);
        Assert.Equal(1, log.OldestRevision);
        Assert.Null(log.Fault);
        Assert.Empty(ReadRevisions(log));
        Assert.Null(log.OpenCheckpoint(long.MaxValue));
    }

    [Fact]
    public void OpenLog_MissingNamespace_IsNull() => Assert.Null(Open().OpenLog("nobody"));

    [Fact]
    public void OpenLog_Twice_IsSameObject()
    {
        LogStore store = Open();
        Assert.Same(store.CreateLog("a"), store.OpenLog("a"));
    }

    [Fact]
    public void ListNamespaces_Several_AreSorted()
    {
        LogStore store = Open();
        store.CreateLog("b");
        store.CreateLog("a");
        store.CreateLog("B");
        Assert.Equal(["B", "a", "b"], store.ListNamespaces());
    }

    [Fact]
    public void RemoveNamespace_Existing_FailsItsLogAndFreesItsName()
    {
        LogStore store = Open();
        Log log = store.CreateLog("a");
        Append(log, 1);
        Assert.True(store.RemoveNamespace("a"));
        Assert.False(store.RemoveNamespace("a"));
        Assert.NotNull(log.Fault);
        Assert.Empty(store.ListNamespaces());
        Assert.Empty(ReadRevisions(store.CreateLog("a")));
    }

    [Fact]
    public void Read_AfterAppends_GivesThemInOrder()
    {
        Log log = OpenLog();
        Append(log, 1);
        Append(log, 2, 3);
        Assert.Equal(Range(1, 4), ReadRevisions(log));
    }

    [Fact]
    public void Read_FromReturnedPosition_GivesWhatCameLater()
    {
        Log log = OpenLog();
        LogPosition middle = Append(log, 1, 2);
        Append(log, 3, 2);
        Assert.Equal(Range(3, 4), ReadRevisions(log, middle));
        Assert.Empty(ReadRevisions(log, log.Tail));
    }

    [Fact]
    public void Read_VisitorStops_ReturnsPositionAfterItsRecord()
    {
        Log log = OpenLog();
        Append(log, 1, 3);
        LogPosition next = log.Read(log.Oldest, (_, _) => false);
        Assert.Equal(Range(2, 3), ReadRevisions(log, next));
    }

    [Fact]
    public void Read_LargeAndSmallRecords_AreWhole()
    {
        Log log = OpenLog();
        int[] sizes = [17, 18, 100, 70_000, 17, 300_000, 65_536, 1_000_000, 20];
        for (int index = 0; index < sizes.Length; index++)
        {
            Append(log, index + 1, bytes: sizes[index]);
        }

        Assert.Equal(Range(1, sizes.Length), ReadRevisions(log));
    }

    [Fact]
    public void Append_ThroughOneStore_IsReadThroughAnother()
    {
        Log first = OpenLog();
        Log second = OpenLog();
        Append(first, 1, 5);
        Assert.Equal(Range(1, 5), ReadRevisions(second));
        Append(second, 6, 5);
        Assert.Equal(Range(1, 10), ReadRevisions(first));
    }

    [Fact]
    public void Open_AfterAllClosed_HasAllRecords()
    {
        if (!IsKept)
        {
            return;
        }

        Append(OpenLog(), 1, 100);
        CloseAll();
        Log log = OpenLog();
        Assert.Equal(Range(1, 100), ReadRevisions(log));
        Append(log, 101);
        Assert.Equal(Range(1, 101), ReadRevisions(log));
    }

    [Fact]
    public void Locate_AnyRevision_GivesItsPositionOrEarlier()
    {
        Log log = OpenLog();
        Append(log, 1, 500, bytes: 1000);
        foreach (long revision in new long[] { 1, 2, 250, 499, 500 })
        {
            Assert.Contains(revision, ReadRevisions(log, log.Locate(revision)));
        }
    }

    [Fact]
    public void Flush_ToTail_MovesDurable()
    {
        Log log = OpenLog();
        LogPosition tail = Append(log, 1);
        log.Flush(tail);
        Assert.True(log.Durable >= tail);
    }

    [Fact]
    public async Task FlushAsync_ManyAtOnce_AllComplete()
    {
        Log log = OpenLog();
        var waiting = new List<Task>();
        for (int index = 1; index <= 200; index++)
        {
            waiting.Add(log.FlushAsync(Append(log, index), TestContext.Current.CancellationToken).AsTask());
        }

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(log.Tail, log.Durable);
    }

    [Fact]
    public void SaveCheckpoint_Several_OpensNewestAtOrBelow()
    {
        Log log = OpenLog();
        LogPosition first = Append(log, 1, 10);
        SaveCheckpoint(log, 10, first, "{\"n\":10}", "ten");
        LogPosition second = Append(log, 11, 10);
        SaveCheckpoint(log, 20, second, "{\"n\":20}", "twenty");

        Assert.Null(log.OpenCheckpoint(9));
        AssertCheckpoint(log.OpenCheckpoint(19), 10, first, "{\"n\":10}", "ten");
        AssertCheckpoint(log.OpenCheckpoint(long.MaxValue), 20, second, "{\"n\":20}", "twenty");
    }

    [Fact]
    public void Publish_AfterAbandon_WritesNothing()
    {
        if (OpenLog() is not LocalLog log)
        {
            return;
        }

        log.EnterWriter(TimeSpan.FromSeconds(1), CancellationToken.None);
        log.Append(Make(1));
        log.Abandon();
        Assert.Equal(log.Tail, log.Publish());
        log.ExitWriter();
        Assert.Empty(ReadRevisions(log));
    }

    [Fact]
    public void Append_RecordTooLarge_IsRefusedAndOthersStay()
    {
        if (OpenLog() is not LocalLog log)
        {
            return;
        }

        log.EnterWriter(TimeSpan.FromSeconds(1), CancellationToken.None);
        log.Append(Make(1));
        var refused = Assert.Throws<HoldfastException>(() => log.Append(new byte[(256 << 20) + 1]));
        Assert.Equal(ErrorCode.RecordTooLarge, refused.Code);
        log.Publish();
        log.ExitWriter();
        Assert.Equal(Range(1, 1), ReadRevisions(log));
    }

    [Fact]
    public void TakeTurn_SameProcess_IsNotTakenForItself()
    {
        if (OpenLog() is not LocalLog log)
        {
            return;
        }

        Assert.False(log.IsTurnTaken);
        log.TakeTurn(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.False(log.IsTurnTaken);
        log.WaitForTurn(TimeSpan.Zero, CancellationToken.None);
        log.ReleaseTurn();
        Assert.False(log.IsTurnTaken);
    }

    [Fact]
    public void Dispose_Twice_DoesNothingMore()
    {
        LogStore store = Open();
        store.CreateLog("a");
        store.Dispose();
        store.Dispose();
    }

    public void Dispose()
    {
        CloseAll();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    private protected virtual void CleanUp()
    {
    }

    private static void AssertCheckpoint(
        Checkpoint? checkpoint, long revision, LogPosition position, string document, string companion)
    {
        using (Assert.IsType<Checkpoint>(checkpoint))
        {
            Assert.Equal((revision, position), (checkpoint.Revision, checkpoint.Position));
            Assert.Equal(document, new StreamReader(checkpoint.Document).ReadToEnd());
            Assert.Equal(companion, new StreamReader(checkpoint.Companion).ReadToEnd());
        }
    }
}
